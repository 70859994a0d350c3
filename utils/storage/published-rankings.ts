import type { PostDetails } from '../breakouts/output/ranked-post.ts';
import { type RankedRows, withDetails } from '../breakouts/output/ranked-rows.ts';
import type { FirstRanking } from '../state/first-ranking.ts';
import { fitFirstRanking, MAX_FIRST_RANKING_BYTES } from '../state/fit-first-ranking.ts';
import type { PublicationHead } from '../state/publication-head.ts';
import {
  hasGeneration,
  loadWindowRanking,
  storeGeneration,
  sweepGenerations,
} from './published-database.ts';
import {
  FIRST_RANKING_KEY,
  MORE_BREAKOUTS_KEY,
  parseFirstRanking,
  toFirstRanking,
} from './published-page.ts';
import { StorageError } from './storage-error.ts';
import { publicationStore, writeBatch } from './stored-values.ts';
import type { StorageEntry } from './value-declaration.ts';
import { workerStorage } from './worker-storage.ts';

const FIRST_RANKING_KEYS = [FIRST_RANKING_KEY, MORE_BREAKOUTS_KEY];

/**
 * Room for the first frame's ranking, bytes: the second and third are tried when extension storage
 * is full.
 */
const BYTE_LIMITS = [MAX_FIRST_RANKING_BYTES, 64 * 1024, 0] as const;

/**
 * Publishes rankings under `head`: the complete ones in the database; then, in one atomic call, the
 * head, the first frame's ranking, and the entries that must change at the same moment
 * (`alongside`). Former generations are removed afterwards; if the worker dies in between, the next
 * start removes them.
 *
 * @param head its generation is filled in here
 * @param rankings by window; one of them is that of the head's look-back window
 * @param detailsOf the details of a row of the library
 * @returns whether the complete rankings are in the database; without it the first rows are all
 *   that pages show
 */
export async function publish(
  head: Omit<PublicationHead, 'generation'>,
  rankings: readonly RankedRows[],
  detailsOf: (row: number) => PostDetails,
  alongside: readonly StorageEntry[],
): Promise<boolean> {
  const former = await publicationStore.read();
  const publication = { ...head, generation: (former?.generation ?? 0) + 1 };
  const { generation } = publication;
  const isComplete = await storeGeneration(generation, rankings, detailsOf).then(
    () => true,
    (error) => {
      if (error instanceof StorageError) return false;
      throw error;
    },
  );
  const lookback = rankings.find(({ windowDays }) => windowDays === head.lookbackDays);
  if (lookback === undefined)
    throw new RangeError('the look-back window is not among the rankings');
  const complete = withDetails(lookback, detailsOf);
  const writeWithin = async (maxBytes: number) => {
    const values = toFirstRanking(fitFirstRanking(generation, complete, maxBytes));
    const entries = Object.entries(values).map(
      ([key, stored]) => ({ area: 'local', key, stored }) as const,
    );
    await writeBatch([publicationStore.toEntry(publication), ...entries, ...alongside]);
  };
  await writeWithinAny(writeWithin, BYTE_LIMITS);
  // If this fails, the next start removes them.
  await sweepGenerations(generation).catch(() => undefined);
  return isComplete;
}

/** Writes within the first of the limits (bytes) that extension storage has room for. */
async function writeWithinAny(
  write: (maxBytes: number) => Promise<void>,
  [limit, ...smaller]: readonly number[],
): Promise<void> {
  await write(limit ?? 0).catch((error) => {
    const isFull = error instanceof StorageError && error.kind === 'storage-full';
    if (!isFull || smaller.length === 0) throw error;
    return writeWithinAny(write, smaller);
  });
}

/** Reads the first frame's ranking; `null` when it is missing or cannot be read. */
export async function readFirstRanking(): Promise<FirstRanking | null> {
  return workerStorage.get('local', FIRST_RANKING_KEYS).then(parseFirstRanking, () => null);
}

/**
 * Checks that everything pages read of the publication is stored by this version; true when nothing
 * is published.
 */
export async function isPublicationReadable(): Promise<boolean> {
  const head = await publicationStore.read();
  if (head === null) return true;
  const first = await readFirstRanking();
  if (first?.generation !== head.generation || first.hasMore === true) return false;
  return hasGeneration(
    head.generation,
    head.windows.map(({ days }) => days),
  );
}

/** Checks that every window of the publication can be loaded, as pages load it. */
export async function canLoadRankings(): Promise<boolean> {
  const head = await publicationStore.read();
  if (head === null) return true;
  const loaded = await Promise.all(
    head.windows.map(({ days }) => loadWindowRanking(head.generation, days)),
  );
  return loaded.every((ranking) => ranking !== null);
}

/**
 * Removes all complete rankings, so that the next publication writes each record again.
 *
 * @throws StorageError
 */
export function discardRankings(): Promise<void> {
  return sweepGenerations(null);
}

/**
 * Removes rankings that no publication refers to. Never throws: leftovers take room and do no harm.
 */
export async function sweepRankings(): Promise<void> {
  try {
    await sweepGenerations((await publicationStore.read())?.generation ?? null);
  } catch {
    // Tried again at the next start.
  }
}

/** Removes the publication and all its rankings. @throws StorageError when something may be left */
export async function unpublish(): Promise<void> {
  await publicationStore.remove();
  await workerStorage.remove('local', FIRST_RANKING_KEYS);
  await sweepGenerations(null);
}
