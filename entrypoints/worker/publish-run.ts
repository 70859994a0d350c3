import { type Evidence, logEvidence } from '../../utils/breakouts/evidence-log.ts';
import type { FlaggedPost } from '../../utils/breakouts/flagged-post.ts';
import { windowsToAsk, windowsToShow } from '../../utils/breakouts/lookback-window.ts';
import type { Post } from '../../utils/breakouts/post.ts';
import { rankWindow } from '../../utils/breakouts/rank-window.ts';
import { sensitivityOf } from '../../utils/breakouts/sensitivity.ts';
import { sensitivityPreview } from '../../utils/breakouts/sensitivity-preview.ts';
import type { Ranking } from '../../utils/breakouts/snapshot.ts';
import { deltasOf, keepOnly, postsOf } from '../../utils/browser/post-library.ts';
import { publish } from '../../utils/browser/published-rankings.ts';
import { evidenceLogStore, flagsStore, sensitivityPreviewStore } from '../../utils/browser/ranking-memory.ts';
import { StorageFault } from '../../utils/browser/storage-fault.ts';
import type { StorageEntry } from '../../utils/browser/stored-value.ts';
import { publicationStore, seenStore, settingsStore, syncStatusStore } from '../../utils/browser/stores.ts';
import type { Settings } from '../../utils/settings/settings.ts';
import type { Checkpoint } from '../../utils/sync/checkpoint.ts';
import type { Publication } from '../../utils/sync/publication.ts';
import type { SyncStatus } from '../../utils/sync/sync-status.ts';
import { recordRun, sparklinesOf, withOwnHistory } from './count-history.ts';
import { oneAtATime } from './one-at-a-time.ts';

/** What a publication takes over from the sync that fetched its posts. */
type Fetched = Pick<Publication, 'run' | 'completedAt' | 'lookbackDays' | 'posts' | 'rowsWithoutId' | 'withoutDeltas'>;

/** Ranks what a run has fetched and publishes it, together with how the sync went; what earlier runs fetched is dropped then. */
export function publishRun(fetched: Checkpoint, status: SyncStatus): Promise<void> {
  const { run, rowsWithoutId, withoutDeltas } = fetched;
  return oneAtATime(async () => {
    await recordRun(run);
    const settings = await settingsStore.read();
    const { lookbackDays } = settings;
    const head = { run, completedAt: Date.now(), lookbackDays, posts: fetched.posts, rowsWithoutId, withoutDeltas };
    await rankAndPublish(head, settings, [syncStatusStore.entry(status)]);
    await keepOnly(run);
  });
}

/**
 * Ranks anew what the last sync has fetched, after a setting was changed; no network. A look-back window that was not asked for yet has to wait
 * for the next sync, and until then the former one stays.
 *
 * @throws when what was fetched cannot be read any more, or storage fails
 */
export function rankAnew(): Promise<void> {
  return oneAtATime(async () => {
    const [publication, settings] = await Promise.all([publicationStore.read(), settingsStore.read()]);
    if (publication === null) return;
    const fetched = new Set(windowsToAsk(publication.lookbackDays));
    const isCovered = windowsToAsk(settings.lookbackDays).every((days) => fetched.has(days));
    const lookbackDays = isCovered ? settings.lookbackDays : publication.lookbackDays;
    await rankAndPublish({ ...publication, lookbackDays }, settings, []);
  });
}

async function rankAndPublish(fetched: Fetched, settings: Settings, alongside: readonly StorageEntry[]): Promise<void> {
  const { run, completedAt, lookbackDays, rowsWithoutId, withoutDeltas } = fetched;
  const posts = await postsToRank(run);
  // Rows can vanish from a damaged database without any error.
  if (posts.length !== fetched.posts) throw new StorageFault('storage-damaged');
  const platforms = distinct(posts.map(({ platform }) => platform)).sort();
  const shownApart = platforms.length > 1 ? platforms : [];
  const windows = windowsToShow(lookbackDays);
  const rankings: Ranking[] = [];
  const rule = JSON.stringify([lookbackDays, sensitivityOf(settings)]);
  const [flags, seen] = await Promise.all([flagsStore.read(), seenStore.read()]);
  // Under another rule nothing has ended: it was only asked for otherwise.
  const memory = { flagged: flags.rule === rule ? flags.posts : [], seen };
  let flagged: readonly FlaggedPost[] = [];
  let evidence: readonly Evidence[] = [];
  for (const windowDays of windows) {
    const asked = [windowDays, 2 * windowDays];
    const ranked = rankWindow({
      posts,
      ...(await withOwnHistory(posts, await deltasOf(run, asked), asked)),
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
      rowsWithoutId,
      withoutDeltas,
      breakoutIds: flagged.filter(({ endedAt }) => endedAt === null).map(({ id }) => id),
    },
    await withDetails(rankings, run),
    [
      ...alongside,
      flagsStore.entry({ rule, posts: flagged }),
      evidenceLogStore.entry(log),
      sensitivityPreviewStore.entry(sensitivityPreview(evidence, log, settings)),
      // What was seen is forgotten with the flag, so that a post that breaks out again is new again.
      seenStore.entry(
        Object.fromEntries(flagged.flatMap(({ id }) => (seen[id] === undefined ? [] : [[id, seen[id]]]))),
      ),
    ],
  );
}

/** The posts of a run without their words: ranking needs none, and the words of a large library would not fit a worker. */
async function postsToRank(run: string): Promise<Post[]> {
  const all: Post[] = [];
  for await (const posts of postsOf(run)) for (const post of posts) all.push({ ...post, caption: null, url: null });
  return all;
}

/** The rankings with the captions, addresses and sparklines of the posts they show. */
async function withDetails(rankings: readonly Ranking[], run: string): Promise<Ranking[]> {
  const lists = ['breakouts', 'ended', 'stillRunning', 'withoutBaseline', 'topMovers'] as const;
  const shown = new Set(rankings.flatMap((ranking) => lists.flatMap((list) => ranking[list].map(({ id }) => id))));
  const shownPosts: Post[] = [];
  for await (const posts of postsOf(run)) shownPosts.push(...posts.filter(({ id }) => shown.has(id)));
  const sparklines = await sparklinesOf(shownPosts);
  const details = new Map(
    shownPosts.map(({ id, caption, url }) => [id, { caption, url, series: sparklines.get(id) ?? null }]),
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
