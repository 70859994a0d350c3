import * as z from 'zod/mini';
import { type Ranking, rankingSchema } from '../breakouts/snapshot.ts';
import { checksum, frontChoice, type Publication, type RankingChoice, rankingName } from '../sync/publication.ts';
import { storage } from './storage-port.ts';
import { type StorageEntry, type StoredValue, storedValue, writeTogether } from './stored-value.ts';
import { publicationStore } from './stores.ts';

const PREFIX = 'ranking/';

/** What the popup shows when it opens, under a name that is known before the head is read: so one call reads both. */
export const frontRankingStore = rankingStoreAt('front');

/** As JSON text: browsers hand a text over several times as fast as the thousands of objects in it. */
function rankingStoreAt(place: string): StoredValue<string | null> {
  return storedValue('local', PREFIX + place, z.nullable(z.string()), null);
}

function rankingStore(
  { generation, lookbackDays }: Pick<Publication, 'generation' | 'lookbackDays'>,
  name: string,
): StoredValue<string | null> {
  return name === rankingName(frontChoice(lookbackDays)) ? frontRankingStore : rankingStoreAt(`${generation}/${name}`);
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
  const named = rankings.map((ranking) => ({
    name: rankingName(ranking),
    text: JSON.stringify(rankingSchema.parse(ranking)),
  }));
  const checksums = Object.fromEntries(named.map(({ name, text }) => [name, checksum(text)]));
  const publication: Publication = { ...head, generation, checksums };
  await writeTogether([
    ...named.map(({ name, text }) => rankingStore(publication, name).entry(text)),
    publicationStore.entry(publication),
    ...alongside,
  ]);
  // What cannot be removed takes room and does no harm.
  if (former !== null) await removeRankings(former, [frontRankingStore.key]).catch(() => undefined);
  return publication;
}

/**
 * One ranking; `null` when it was not published, cannot be read, or is not what was published.
 *
 * @param front what {@link frontRankingStore} held when `head` was read
 */
export async function readRanking(
  head: Publication,
  choice: RankingChoice,
  front?: string | null,
): Promise<Ranking | null> {
  const name = rankingName(choice);
  const store = rankingStore(head, name);
  const text = store === frontRankingStore && front !== undefined ? front : await store.read().catch(() => null);
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
  const keys = Object.keys(head.checksums).map((name) => rankingStore(head, name).key);
  await storage().remove(
    'local',
    keys.filter((key) => !kept.includes(key)),
  );
}
