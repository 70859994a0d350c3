import * as z from 'zod/mini';
import { type Ranking, rankingSchema } from '../breakouts/snapshot.ts';
import { checksum, type Publication, type RankingChoice, rankingName } from '../sync/publication.ts';
import { storage } from './storage-port.ts';
import { type StorageEntry, type StoredValue, storedValue, writeTogether } from './stored-value.ts';
import { publicationStore } from './stores.ts';

const PREFIX = 'ranking/';

function rankingStore(generation: number, name: string): StoredValue<Ranking | null> {
  return storedValue('local', `${PREFIX}${generation}/${name}`, z.nullable(rankingSchema), null);
}

/**
 * Publishes the rankings under `head`, together with what else must change at the same moment (`alongside`): in one call, all or
 * nothing. The former rankings are removed afterwards.
 *
 * @param head its generation and checksums are filled in here
 */
export async function publish(
  head: Omit<Publication, 'generation' | 'checksums'>,
  rankings: readonly Ranking[],
  alongside: readonly StorageEntry[],
): Promise<Publication> {
  const former = await publicationStore.read();
  const generation = (former?.generation ?? 0) + 1;
  // Parsed first, for a checksum is taken over the JSON text and browsers hand back objects with their keys in another order.
  const named = rankings.map((ranking) => ({
    name: rankingName(ranking),
    ranking: rankingSchema.parse(ranking),
  }));
  const checksums = Object.fromEntries(named.map(({ name, ranking }) => [name, checksum(ranking)]));
  const publication: Publication = { ...head, generation, checksums };
  await writeTogether([
    ...named.map(({ name, ranking }) => rankingStore(generation, name).entry(ranking)),
    publicationStore.entry(publication),
    ...alongside,
  ]);
  // What cannot be removed takes room and does no harm.
  if (former !== null) await removeRankings(former).catch(() => undefined);
  return publication;
}

/** One ranking; `null` when it was not published, cannot be read, or is not what was published. */
export async function readRanking(head: Publication, choice: RankingChoice): Promise<Ranking | null> {
  const name = rankingName(choice);
  const ranking = await rankingStore(head.generation, name)
    .read()
    .catch(() => null);
  return ranking !== null && checksum(ranking) === head.checksums[name] ? ranking : null;
}

/** Removes the publication and all its rankings. */
export async function unpublish(): Promise<void> {
  const former = await publicationStore.read();
  await publicationStore.remove();
  if (former !== null) await removeRankings(former);
}

async function removeRankings(head: Publication): Promise<void> {
  await storage().remove(
    'local',
    Object.keys(head.checksums).map((name) => rankingStore(head.generation, name).key),
  );
}
