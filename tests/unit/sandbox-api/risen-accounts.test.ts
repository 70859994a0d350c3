import { describe, expect, it } from 'vitest';
import { lifetimeStatsOf } from '../../../utils/breakouts/baseline/lifetime-stats.ts';
import { createClassifier } from '../../../utils/breakouts/rule/classify-posts.ts';
import { parseDeltas } from '../../../utils/creator-audit/parse-deltas.ts';
import { videoRowSchema } from '../../../utils/creator-audit/video-row.ts';
import { startSandboxApi } from '../../sandbox-api/start-sandbox-api.ts';

const START = Date.UTC(2026, 10, 20, 12);
const WINDOWS = [7, 14];

/** The accounts that the rule says are up, in a seeded library with so many that are. */
async function risenIn(risenAccounts: number) {
  const sandbox = await startSandboxApi({ now: () => START, posts: 300, risenAccounts });
  const { data } = sandbox;
  await sandbox.close();
  const posts = data.rows().map((row) => videoRowSchema.parse(row));
  const answer = Object.fromEntries(
    [...data.deltas(WINDOWS)].map(([id, gains]) => [
      id,
      Object.fromEntries(WINDOWS.map((days) => [`${days}d`, gains[days]?.views ?? null])),
    ]),
  );
  const asked = { ids: new Set(posts.map(({ id }) => id)), windows: new Set(WINDOWS) };
  const deltas = parseDeltas(answer, asked);
  if (deltas === null) throw new Error('the deltas of the sandbox cannot be read');
  const lifetimes = lifetimeStatsOf(posts);
  const classify = createClassifier({ posts, deltas, windowDays: 7, now: START, lifetimes });
  return classify({ sensitivity: 'balanced' }).risenAccounts.map(({ multiple, rows }) => ({
    multiple,
    accounts: new Set(rows.map((row) => posts[row]?.accountName)).size,
    posts: rows.length,
  }));
}

describe('startSandboxApi, risen accounts', () => {
  it('has none by default', async () => {
    expect(await risenIn(0)).toEqual([]);
  });

  it('lifts all posts of the accounts with the most posts, and the rule finds them', async () => {
    const [risen, ...others] = await risenIn(1);
    expect(others).toEqual([]);
    expect(risen?.accounts).toBe(1);
    expect(risen?.posts).toBeGreaterThanOrEqual(3);
    expect(risen?.multiple).toBeGreaterThan(3);
    expect(risen?.multiple).toBeLessThan(7);
  });
});
