import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { sensitivityOf } from '../../../utils/breakouts/model/sensitivity.ts';
import type { WindowRanking } from '../../../utils/breakouts/output/window-ranking.ts';
import type { Settings } from '../../../utils/settings/settings.ts';
import type { PublicationHead } from '../../../utils/state/publication-head.ts';
import { flagsValue } from '../../../utils/storage/page-values.ts';
import { createTableClient, type TableClient } from './table-client.ts';
import { libraryRows, publishedRows, type TableRows } from './table-rows.ts';

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
    rankLibrary(client.current, publication, latestSettings.current, windowDays).then(
      (rows) => {
        if (turn !== turns.current) return;
        setHasFailed(false);
        if (rows !== null) setRanked(rows);
      },
      () => turn === turns.current && setHasFailed(true),
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

/** Ranks the library in the worker; `null` when it is not the one that was published. */
async function rankLibrary(
  client: TableClient,
  { generation, run, rankedAt, clockOffsetMs, lookbackDays }: PublicationHead,
  settings: Settings,
  windowDays: number,
): Promise<TableRows | null> {
  const { posts: flagged } = await flagsValue.read();
  const sensitivity = sensitivityOf(settings);
  const by = { generation, rankedAt, clockOffsetMs, lookbackDays, sensitivity, flagged };
  const columns = await client.rank({ run, windowDays, by });
  if (columns === null) return null;
  // The first search shall be as quick as the others.
  void client.prepareSearch().catch(() => undefined);
  return libraryRows(columns, client);
}
