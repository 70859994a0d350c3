import * as z from 'zod/mini';
import { type Ranking, rankingSchema } from '../breakouts/model/ranking.ts';
import type { Publication } from '../state/publication.ts';
import { type RankingSelection, rankingName } from '../state/ranking-selection.ts';
import { checksum } from './checksum.ts';
import { EXTENSION_VERSION } from './integrity.ts';
import { DEFAULT_RANKING_KEY, rankingKey } from './ranking-key.ts';
import { storage } from './storage-adapter.ts';
import { type StorageEntry, type StoredValue, storedValue, writeBatch } from './stored-value.ts';
import { publicationStore } from './stored-values.ts';

/** As JSON text: browsers hand a text over several times as fast as the thousands of objects in it. */
function rankingStoreAt(key: string): StoredValue<string | null> {
  return storedValue('local', key, z.nullable(z.string()), null);
}

/**
 * Publishes the rankings under `head`, together with what else must change at the same moment (`alongside`): in one call, all or
 * nothing. The former rankings are removed afterwards.
 *
 * @param head its generation, checksums and writer are filled in here
 */
export async function publish(
  head: Omit<Publication, 'generation' | 'checksums' | 'writer'>,
  rankings: readonly Ranking[],
  alongside: readonly StorageEntry[],
): Promise<Publication> {
  const former = await publicationStore.read();
  const generation = (former?.generation ?? 0) + 1;
  const named = rankings.map((ranking) => ({
    name: rankingName(ranking),
    text: JSON.stringify(rankingSchema.parse(ranking)),
  }));
  const checksums = Object.fromEntries(named.map(({ name, text }) => [name, checksum(text)]));
  const publication: Publication = { ...head, generation, checksums, writer: EXTENSION_VERSION };
  await writeBatch([
    ...named.map(({ name, text }) => rankingStoreAt(rankingKey(publication, name)).entry(text)),
    publicationStore.entry(publication),
    ...alongside,
  ]);
  // What cannot be removed takes room and does no harm.
  if (former !== null) await removeRankings(former, [DEFAULT_RANKING_KEY]).catch(() => undefined);
  return publication;
}

/** One ranking; `null` when it was not published, cannot be read, or is not what was published. */
export async function readRanking(head: Publication, choice: RankingSelection): Promise<Ranking | null> {
  const name = rankingName(choice);
  const text = await rankingStoreAt(rankingKey(head, name))
    .read()
    .catch(() => null);
  if (text === null || checksum(text) !== head.checksums[name]) return null;
  const ranking = rankingSchema.safeParse(JSON.parse(text));
  return ranking.success ? ranking.data : null;
}

/** Removes the publication and all its rankings. */
export async function unpublish(): Promise<void> {
  const former = await publicationStore.read();
  await publicationStore.remove();
  if (former !== null) await removeRankings(former, []);
}

/** @param kept keys that stay */
async function removeRankings(head: Publication, kept: readonly string[]): Promise<void> {
  const keys = Object.keys(head.checksums).map((name) => rankingKey(head, name));
  await storage().remove(
    'local',
    keys.filter((key) => !kept.includes(key)),
  );
}
