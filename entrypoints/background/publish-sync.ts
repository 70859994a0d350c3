import { lifetimeStatsOf } from '../../utils/breakouts/baseline/lifetime-stats.ts';
import type { DeltaTable } from '../../utils/breakouts/model/delta-table.ts';
import type { FlaggedPost } from '../../utils/breakouts/model/flagged-post.ts';
import { windowsToAsk, windowsToShow } from '../../utils/breakouts/model/lookback-window.ts';
import type { Post } from '../../utils/breakouts/model/post.ts';
import type { Ranking } from '../../utils/breakouts/model/ranking.ts';
import { sensitivityOf } from '../../utils/breakouts/model/sensitivity.ts';
import { type Evidence, logEvidence } from '../../utils/breakouts/output/evidence-log.ts';
import { rankWindow } from '../../utils/breakouts/output/rank-window.ts';
import { sensitivityPreview } from '../../utils/breakouts/output/sensitivity-preview.ts';
import { hasChanges, type LibraryManifest } from '../../utils/library/library-manifest.ts';
import { deltasOf, type LibraryPosts, readManifest, readPosts } from '../../utils/library/post-store.ts';
import type { Settings } from '../../utils/settings/settings.ts';
import type { Publication } from '../../utils/state/publication.ts';
import type { SyncStatus } from '../../utils/state/sync-status.ts';
import { publish } from '../../utils/storage/published-rankings.ts';
import { evidenceLogStore, flagsStore, sensitivityPreviewStore } from '../../utils/storage/ranking-stores.ts';
import { StorageError } from '../../utils/storage/storage-error.ts';
import { type StorageEntry, writeBatch } from '../../utils/storage/stored-value.ts';
import { publicationStore, seenPostsStore, settingsStore, syncStatusStore } from '../../utils/storage/stored-values.ts';
import type { Checkpoint } from '../../utils/sync/checkpoint.ts';
import { fillMissingDeltas, loadSparklines } from './history-deltas.ts';
import { completeRun, mergeRun } from './merge-run.ts';
import { withPublishLock } from './publish-lock.ts';

/** What a publication takes over from the sync that fetched its posts. */
type Fetched = Pick<Publication, 'run' | 'completedAt' | 'lookbackDays'>;

/** What is ranked depends on the time too (posts go stale, breakouts are over): it is ranked anew after so long, ms, although nothing was listed. */
const MAX_RANKING_AGE_MS = 6 * 60 * 60 * 1000;

/** Ranking lets others have their turn after this time, ms: a large library takes a while. */
const YIELD_INTERVAL_MS = 50;

/**
 * Merges a complete run into the library, ranks, and publishes the ranking together with the sync
 * status. A run that found nothing new publishes the status alone. Repeatable: a worker that died
 * anywhere in between starts it over.
 */
export function publishSync(fetched: Checkpoint, status: SyncStatus): Promise<void> {
  return withPublishLock(async () => {
    const merged = await mergeRun(fetched);
    await publishMerged(fetched, merged.manifest, status);
    await completeRun(fetched, merged);
  });
}

async function publishMerged(fetched: Checkpoint, manifest: LibraryManifest, status: SyncStatus): Promise<void> {
  const [settings, publication] = await Promise.all([settingsStore.read(), publicationStore.read()]);
  const completedAt = Date.now();
  const isRanked = publication !== null && publication.run === manifest.run && isCurrent(publication, completedAt);
  if (isRanked) {
    const head = hasChanges(fetched) ? publication : { ...publication, completedAt };
    await writeBatch([publicationStore.entry(head), syncStatusStore.entry(status)]);
    return;
  }
  const head = { run: manifest.run, completedAt, lookbackDays: settings.lookbackDays };
  await rankAndPublish(manifest, head, settings, [syncStatusStore.entry(status)]);
}

/** The rankings are of this time. One that lies ahead means that the clock was set back. */
function isCurrent({ rankedAt }: Publication, now: number): boolean {
  return rankedAt <= now && now - rankedAt < MAX_RANKING_AGE_MS;
}

/**
 * Ranks the library anew, after a setting was changed; no network. A look-back window that was not asked for yet has to wait for the next sync,
 * and until then the former one stays.
 *
 * @throws when what was fetched cannot be read any more, or storage fails
 */
export function rerank(): Promise<void> {
  return withPublishLock(async () => {
    const [publication, settings, ledger] = await Promise.all([
      publicationStore.read(),
      settingsStore.read(),
      readManifest(),
    ]);
    if (publication === null) return;
    if (ledger?.run !== publication.run) throw new StorageError('storage-damaged', 'library');
    const fetched = new Set(windowsToAsk(publication.lookbackDays));
    const isCovered = windowsToAsk(settings.lookbackDays).every((days) => fetched.has(days));
    const lookbackDays = isCovered ? settings.lookbackDays : publication.lookbackDays;
    await rankAndPublish(ledger, { ...publication, lookbackDays }, settings, []);
  });
}

async function rankAndPublish(
  ledger: LibraryManifest,
  { run, completedAt, lookbackDays }: Fetched,
  settings: Settings,
  alongside: readonly StorageEntry[],
): Promise<void> {
  const library = await readPosts(ledger);
  const { posts } = library;
  const platforms = distinct(posts.map(({ platform }) => platform)).sort();
  const shownApart = platforms.length > 1 ? platforms : [];
  const windows = windowsToShow(lookbackDays);
  const rankings: Ranking[] = [];
  const rule = JSON.stringify([lookbackDays, sensitivityOf(settings)]);
  const [flags, seen] = await Promise.all([flagsStore.read(), seenPostsStore.read()]);
  // Under another rule nothing has ended: it was only asked for otherwise.
  const memory = { flagged: flags.rule === rule ? flags.posts : [], seen };
  let flagged: readonly FlaggedPost[] = [];
  let evidence: readonly Evidence[] = [];
  const asked = [...new Set(windows.flatMap((days) => [days, 2 * days]))];
  const readingDeltas = deltasOf(posts, asked);
  // While the disk is waited for.
  const lifetimes = { views: lifetimeStatsOf(posts, 'views'), engagement: lifetimeStatsOf(posts, 'engagement') };
  const { deltas, notFound: withoutDeltas } = await readingDeltas;
  await fillMissingDeltas(posts, deltas);
  let turnBeganAt = Date.now();
  for (const windowDays of windows) {
    if (Date.now() - turnBeganAt > YIELD_INTERVAL_MS) {
      // Pages that ask for something meanwhile get their turn.
      await new Promise((resolve) => setTimeout(resolve, 0));
      turnBeganAt = Date.now();
    }
    const ranked = rankWindow({
      posts,
      deltas,
      lifetimes,
      ...(windowDays === lookbackDays ? { memory } : {}),
      windowDays,
      platforms: shownApart,
      settings,
      now: Date.now(),
    });
    rankings.push(...ranked.rankings);
    if (windowDays === lookbackDays) {
      flagged = ranked.flagged;
      evidence = ranked.evidence;
    }
  }
  const log = logEvidence(await evidenceLogStore.read(), lookbackDays, evidence, Date.now());
  await publish(
    {
      run,
      completedAt,
      rankedAt: Date.now(),
      lookbackDays,
      windows,
      platforms: shownApart,
      posts: posts.length,
      accounts: distinct(posts.map(({ accountKey }) => accountKey)).length,
      newestRefreshAt: posts.reduce<number | null>(
        (newest, { lastRefreshedAt }) =>
          lastRefreshedAt === null ? newest : Math.max(newest ?? lastRefreshedAt, lastRefreshedAt),
        null,
      ),
      rowsWithoutId: ledger.rowsWithoutId,
      withoutDeltas,
      breakoutIds: flagged.filter(({ endedAt }) => endedAt === null).map(({ id }) => id),
    },
    await attachDetails(rankings, library, deltas),
    [
      ...alongside,
      flagsStore.entry({ rule, posts: flagged }),
      evidenceLogStore.entry(log),
      sensitivityPreviewStore.entry(sensitivityPreview(evidence, log, settings)),
      // What was seen is forgotten with the flag, so that a post that breaks out again is new again.
      seenPostsStore.entry(
        Object.fromEntries(flagged.flatMap(({ id }) => (seen[id] === undefined ? [] : [[id, seen[id]]]))),
      ),
    ],
  );
}

/** The rankings with the captions, addresses and sparklines of the posts they show. @param deltas of the posts of the library */
async function attachDetails(
  rankings: readonly Ranking[],
  { posts, wordsOf }: LibraryPosts,
  deltas: DeltaTable,
): Promise<Ranking[]> {
  const lists = ['breakouts', 'ended', 'stillRunning', 'withoutBaseline', 'topMovers'] as const;
  const shown = new Set(rankings.flatMap((ranking) => lists.flatMap((list) => ranking[list].map(({ id }) => id))));
  const places = [...shown].map((id) => deltas.rowOf(id) as number);
  const [words, sparklines] = await Promise.all([
    wordsOf(places),
    loadSparklines(places.map((place) => posts[place] as Post)),
  ]);
  const details = new Map(
    places.map((place) => {
      const { id } = posts[place] as Post;
      return [id, { ...words.get(place), series: sparklines.get(id) ?? null }];
    }),
  );
  return rankings.map((ranking) => ({
    ...ranking,
    ...Object.fromEntries(
      lists.map((list) => [list, ranking[list].map((row) => ({ ...row, ...details.get(row.id) }))]),
    ),
  }));
}

function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values)].filter((value) => value !== null);
}
