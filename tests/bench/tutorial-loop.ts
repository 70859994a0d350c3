/** The result of one pass of the loop. */
export interface LoopResult {
  readonly requests: number;
  /** ms */
  readonly durationMs: number;
  /** The ids of the ten posts that gained most views, in order. */
  readonly topTen: readonly string[];
}

/**
 * Runs the loop of CreatorAudit's tutorial "Detect breakout posts": page through the list, ask for
 * the deltas of 200 posts at a time, sort by views gained; one request after another. It uses no
 * variables around it, so that it can run in a page of the browser, too.
 *
 * @param where.base the API's address, version included
 */
export async function tutorialLoop(where: {
  readonly base: string;
  readonly key: string;
}): Promise<LoopResult> {
  const startedAt = performance.now();
  const headers = { Authorization: `Bearer ${where.key}`, 'Content-Type': 'application/json' };
  let requests = 0;
  const ask = async (path: string, init: { method?: string; body?: string } = {}) => {
    requests += 1;
    const response = await fetch(where.base + path, { ...init, headers, cache: 'no-store' });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  };

  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = await ask(`/account-videos?limit=200${query}`);
    ids.push(...page.data.map(({ id }: { id: string }) => id));
    cursor = page.pagination.has_next ? page.pagination.next_cursor : null;
  } while (cursor !== null);

  const gained: [id: string, views: number][] = [];
  for (let start = 0; start < ids.length; start += 200) {
    const body = JSON.stringify({ video_ids: ids.slice(start, start + 200), windows: [7] });
    const { data } = await ask('/videos/deltas', { method: 'POST', body });
    for (const [id, byWindow] of Object.entries(
      data as Record<string, Record<string, number | null>>,
    )) {
      gained.push([id, byWindow['7d'] ?? 0]);
    }
  }
  const topTen = gained
    .sort((a, b) => b[1] - a[1])
    .slice(0, 10)
    .map(([id]) => id);
  return { requests, durationMs: performance.now() - startedAt, topTen };
}
