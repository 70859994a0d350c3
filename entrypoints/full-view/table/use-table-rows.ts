import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { sensitivityOf } from '../../../utils/breakouts/model/sensitivity.ts';
import type { WindowRanking } from '../../../utils/breakouts/output/window-ranking.ts';
import type { Settings } from '../../../utils/settings/settings.ts';
import type { PublicationHead } from '../../../utils/state/publication-head.ts';
import { flagsValue } from '../../../utils/storage/page-values.ts';
import { createTableClient, type TableClient } from './table-client.ts';
import { libraryRows, publishedRows, type TableRows } from './table-rows.ts';

/** The time until a library that is not yet the published one is asked again, ms. */
const RETRY_MS = 250;

/**
 * Returns the posts of the table over a window (days): at once those of the published ranking, then
 * all posts of the library. They follow publications: until a new one is ranked, the former rows
 * stay.
 *
 * @param ranking of the same window
 */
export function useTableRows(
  publication: PublicationHead | null,
  settings: Settings,
  ranking: WindowRanking | null,
  windowDays: number,
): TableRows | null {
  const client = useRef<TableClient | null>(null);
  const [ranked, setRanked] = useState<TableRows | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const turns = useRef(0);
  const latestSettings = useRef(settings);
  latestSettings.current = settings;

  useEffect(() => {
    turns.current += 1;
    const turn = turns.current;
    if (publication === null) setRanked(null);
    // The posts of a first sync under way are not in the library yet.
    if (publication === null || publication.isPartial === true) return;
    client.current ??= createTableClient();
    const isCurrent = () => turn === turns.current;
    rankLibrary(client.current, publication, latestSettings.current, windowDays, isCurrent).then(
      (rows) => {
        if (!isCurrent()) return;
        setHasFailed(false);
        if (rows !== null) setRanked(rows);
      },
      () => isCurrent() && setHasFailed(true),
    );
  }, [publication?.generation, publication?.isPartial, windowDays]);

  const published = useMemo(
    () =>
      publication === null || ranking === null
        ? null
        : publishedRows(
            ranking,
            publication.generation,
            publication.lookbackDays,
            hasFailed ? 'failed' : 'reading',
          ),
    [publication?.generation, publication?.lookbackDays, ranking, hasFailed],
  );
  return ranked?.columns.windowDays === windowDays && publication !== null ? ranked : published;
}

/**
 * Ranks the library in the worker. The end of a sync is stored after its publication: until then
 * the library is not yet the one that was published, and is asked again.
 *
 * @param isCurrent false once another publication or window is asked for
 * @returns `null` when it no longer is
 */
async function rankLibrary(
  client: TableClient,
  { generation, run, rankedAt, clockOffsetMs, lookbackDays }: PublicationHead,
  settings: Settings,
  windowDays: number,
  isCurrent: () => boolean,
): Promise<TableRows | null> {
  const { posts: flagged } = await flagsValue.read();
  const sensitivity = sensitivityOf(settings);
  const by = { generation, rankedAt, clockOffsetMs, lookbackDays, sensitivity, flagged };
  let columns = await client.rank({ run, windowDays, by });
  while (columns === null) {
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    if (!isCurrent()) return null;
    columns = await client.rank({ run, windowDays, by });
  }
  // The first search shall be as quick as the others.
  void client.prepareSearch().catch(() => undefined);
  return libraryRows(columns, client);
}
