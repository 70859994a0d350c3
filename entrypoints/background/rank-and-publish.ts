import { lifetimeStatsOf } from '../../utils/breakouts/baseline/lifetime-stats.ts';
import type { FlaggedPost } from '../../utils/breakouts/model/flagged-post.ts';
import { windowsToRank } from '../../utils/breakouts/model/lookback-window.ts';
import { type Post, PUBLISHED_CAPTION_LENGTH } from '../../utils/breakouts/model/post.ts';
import { sensitivityOf } from '../../utils/breakouts/model/sensitivity.ts';
import { type Evidence, logEvidence } from '../../utils/breakouts/output/evidence-log.ts';
import { rankLibrary } from '../../utils/breakouts/output/rank-library.ts';
import type { PostDetails } from '../../utils/breakouts/output/ranked-post.ts';
import type { RankedRows } from '../../utils/breakouts/output/ranked-rows.ts';
import { sensitivityPreview } from '../../utils/breakouts/output/sensitivity-preview.ts';
import {
  platformCorrections,
  withKnownDates,
} from '../../utils/breakouts/rule/platform-corrections.ts';
import { truncate } from '../../utils/creator-audit/http/truncate.ts';
import { fillMissingDeltas } from '../../utils/library/fill-missing-deltas.ts';
import type { Group } from '../../utils/library/group.ts';
import { noteGarbage } from '../../utils/library/note-garbage.ts';
import type { Settings } from '../../utils/settings/settings.ts';
import type { Marks } from '../../utils/state/marks.ts';
import { type MultipleOf, pruneMarks } from '../../utils/state/prune-marks.ts';
import type { PublicationHead, WindowSummary } from '../../utils/state/publication-head.ts';
import { publish } from '../../utils/storage/published-rankings.ts';
import {
  apiCapabilitiesStore,
  evidenceLogStore,
  flagsStore,
  marksStore,
  publicationStore,
  sensitivityPreviewStore,
} from '../../utils/storage/stored-values.ts';
import type { StorageEntry } from '../../utils/storage/value-declaration.ts';
import { storeWithAlerts } from './alerts.ts';
import { loadSparklines } from './history-deltas.ts';
import type { RankableLibrary } from './rankable-library.ts';
import { rankingNews } from './ranking-news.ts';

/** The fields of a publication that come from the sync that fetched its posts. */
export type FetchedHead = Pick<
  PublicationHead,
  'run' | 'completedAt' | 'lookbackDays' | 'isPartial'
>;

/** Ranking lets others have their turn after this time, ms: a large library takes a while. */
const YIELD_INTERVAL_MS = 50;

/** Names the rule by which posts are flagged: the look-back window (days) and the sensitivity. */
export function rankingRuleOf(lookbackDays: number, settings: Settings): string {
  return JSON.stringify([lookbackDays, sensitivityOf(settings)]);
}

/**
 * Ranks posts and publishes the rankings, together with what else must change at the same moment; a
 * partial ranking changes nothing else. Call it with the publish lock.
 *
 * @returns groups of posts that could not be read in full
 * @throws when the library cannot be read, or storage fails
 */
export async function rankAndPublish(
  library: RankableLibrary,
  fetched: FetchedHead,
  settings: Settings,
  alongside: readonly StorageEntry[],
): Promise<readonly Group[]> {
  const { lookbackDays, isPartial } = fetched;
  const { posts, isTrackedAlone } = library.posts;
  const sensitivity = sensitivityOf(settings);
  const rule = rankingRuleOf(lookbackDays, settings);
  const [flags, marks, former, { clockOffsetMs }] = await Promise.all([
    flagsStore.read(),
    marksStore.read(),
    publicationStore.read(),
    apiCapabilitiesStore.read(),
  ]);
  // Flags of another rule cover other posts: their absence now does not mean that they ended.
  const flaggedBefore = flags.rule === rule ? flags.posts : [];
  const windows = windowsToRank(lookbackDays);
  const { deltas, notFound: withoutDeltas, damaged } = await library.posts.deltasOf(windows);
  await fillMissingDeltas(posts, deltas);

  const now = Date.now();
  const memory = { flagged: flaggedBefore, seen: seenTimes(marks), now };
  const rankings: RankedRows[] = [];
  let flagged: readonly FlaggedPost[] = [];
  let evidence: readonly Evidence[] = [];
  let compared = 0;
  let turnBeganAt = now;
  const lifetimes = lifetimeStatsOf(posts);
  const corrections = platformCorrections(posts, lifetimes, deltas, windows);
  const input = {
    posts,
    lifetimes,
    deltas,
    lookbackDays,
    memory,
    sensitivity,
    now: now + clockOffsetMs,
    accountOf: (row: number) =>
      isTrackedAlone(row)
        ? null
        : (library.trackingOf.get((posts[row] as Post).accountKey ?? '') ?? null),
  };
  for (const ranked of rankLibrary(input)) {
    rankings.push(ranked.ranking);
    // The columns of a window, which are garbage now, take a fifth of a record for each post.
    noteGarbage(posts.length / 5);
    if (ranked.ranking.windowDays === lookbackDays) {
      ({ flagged, evidence } = ranked);
      ({ compared } = ranked.ranking.comparison);
    }
    if (Date.now() - turnBeganAt > YIELD_INTERVAL_MS) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      turnBeganAt = Date.now();
    }
  }
  const log = logEvidence(await evidenceLogStore.read(), lookbackDays, evidence, now);
  const formerlyFlagged = flags.posts.flatMap(({ id }) => deltas.rowOf(id) ?? []);
  const detailsOf = await loadDetails(rankings, library, flagged, formerlyFlagged);
  const head = {
    ...fetched,
    ...factsOf(posts),
    ...{ rankedAt: now, clockOffsetMs },
    // Under another rule the first ranking flags at once what broke out before.
    lookingSince: (flags.rule === rule ? former?.lookingSince : undefined) ?? now,
    windows: rankings.map(summaryOf),
    corrections: withKnownDates(corrections, former?.corrections ?? []),
    rowsWithoutId: library.rowsWithoutId,
    withoutDeltas,
  };
  const ranking = rankings.find(({ windowDays }) => windowDays === lookbackDays);
  if (isPartial === true || ranking === undefined) {
    await publish(head, rankings, detailsOf, []);
  } else {
    const flaggedNow = new Set(flagged.map(({ id }) => id));
    const entries = [
      ...alongside,
      flagsStore.toEntry({ rule, posts: flagged }),
      evidenceLogStore.toEntry(log),
      sensitivityPreviewStore.toEntry(sensitivityPreview(evidence, log, settings, compared)),
      marksStore.toEntry(pruneMarks(marks, flaggedNow, multiplesOf(rankings, posts), now)),
    ];
    const before = { former, formerFlags: flags.posts, isOtherRule: flags.rule !== rule };
    await storeWithAlerts(
      () => rankingNews({ ranking, posts, detailsOf, ...before, flags: flagged }),
      (alerts) => publish(head, rankings, detailsOf, [...entries, ...alerts]),
    );
  }
  return [...library.posts.damaged, ...damaged];
}

/** The time when each post was last seen, ms since epoch. */
function seenTimes({ posts }: Marks): Record<string, number> {
  return Object.fromEntries(
    Object.entries(posts).flatMap(([id, { seenAt }]) =>
      seenAt === undefined ? [] : [[id, seenAt]],
    ),
  );
}

/** Looks up the multiples that snoozes wait for. */
function multiplesOf(rankings: readonly RankedRows[], posts: readonly Post[]): MultipleOf {
  return (postId, windowDays) => {
    const ranking = rankings.find((one) => one.windowDays === windowDays);
    const index = ranking?.rows.findIndex((row) => posts[row]?.id === postId) ?? -1;
    return ranking?.figures[index]?.multiple ?? null;
  };
}

function summaryOf({
  windowDays,
  breakouts,
  accountRises,
  stillStrong,
  comparison,
}: RankedRows): WindowSummary {
  return {
    days: windowDays,
    breakouts: breakouts.length + accountRises.length,
    stillStrong: stillStrong.length,
    compared: comparison.compared,
    total: comparison.total,
  };
}

function factsOf(posts: readonly Post[]) {
  const accounts = new Set<string>();
  const platforms = new Set<string>();
  let newestRefreshAt: number | null = null;
  for (const { accountKey, platform, lastRefreshedAt } of posts) {
    if (accountKey !== null) accounts.add(accountKey);
    if (platform !== null) platforms.add(platform);
    if (lastRefreshedAt !== null)
      newestRefreshAt = Math.max(newestRefreshAt ?? lastRefreshedAt, lastRefreshedAt);
  }
  return {
    posts: posts.length,
    accounts: accounts.size,
    platforms: [...platforms].sort(),
    newestRefreshAt,
  };
}

/**
 * Loads the captions, addresses, sparklines and accounts of the posts that the rankings show.
 *
 * @param formerlyFlagged rows of which alerts name the account
 * @returns the details of a row of the library
 */
async function loadDetails(
  rankings: readonly RankedRows[],
  { posts: { posts, textsOf }, profilesOf }: RankableLibrary,
  flagged: readonly FlaggedPost[],
  formerlyFlagged: readonly number[],
): Promise<(row: number) => PostDetails> {
  const rows = [...new Set(rankings.flatMap((ranking) => ranking.rows))];
  const accountKeys = [...rows, ...formerlyFlagged].map((row) => posts[row]?.accountKey ?? '');
  const [texts, profiles, sparklines] = await Promise.all([
    textsOf(rows),
    profilesOf(new Set(accountKeys)),
    loadSparklines(rows.map((row) => posts[row] as Post)),
  ]);
  const flags = new Map(flagged.map((flag) => [flag.id, flag]));
  return (row) => {
    const { id, platform, accountKey, accountName, mediaType, createdAt, lastRefreshedAt, views } =
      posts[row] as Post;
    const text = texts.get(row);
    const profile = profiles.get(accountKey ?? '');
    return {
      ...{ id, platform, accountKey, accountName, mediaType, createdAt, lastRefreshedAt, views },
      creatorName: profile?.creatorName ?? null,
      category: profile?.category ?? null,
      tags: profile?.tags ?? [],
      followers: profile?.followerCount ?? null,
      caption: text?.caption ? truncate(text.caption, PUBLISHED_CAPTION_LENGTH) : null,
      url: text?.url ?? null,
      coverUrl: text?.coverUrl ?? null,
      series: sparklines.get(id) ?? null,
      flaggedAt: flags.get(id)?.firstFlaggedAt ?? null,
      endedAt: flags.get(id)?.endedAt ?? null,
    };
  };
}
