import { lifetimeStatsOf } from '../../utils/breakouts/baseline/lifetime-stats.ts';
import type { DeltasByWindow } from '../../utils/breakouts/model/delta.ts';
import { DeltaTable } from '../../utils/breakouts/model/delta-table.ts';
import { windowsToAsk, windowsToShow } from '../../utils/breakouts/model/lookback-window.ts';
import type { Post } from '../../utils/breakouts/model/post.ts';
import { rankLibrary } from '../../utils/breakouts/output/rank-library.ts';
import { pollWorld } from '../simulation/poll.ts';
import { BASE_WORLD, simulatedWorld } from '../simulation/world.ts';
import { type BenchRow, median } from './bench-row.ts';

const POSTS = 100_000;
const LOOKBACK_DAYS = 7;
const WINDOWS = windowsToShow(LOOKBACK_DAYS);
const ROUNDS = 7;

/** The highest ratio of the time of ranking to that of sorting the same posts. */
const GOAL = 8;

/**
 * Measures the path of the extension with a library of 100,000 posts, from posts and deltas to the
 * lists of every window that pages show, against sorting the posts by views gained in each of these
 * windows (looking the gains up and sorting rows by them). Both take turns in one run. Figures and
 * ratio are medians of {@link ROUNDS} rounds, because other load of the machine affects both times
 * of a round.
 */
export function benchRanking(): BenchRow[] {
  const { posts, deltas, now } = library();
  const ours: number[] = [];
  const sorting: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(milliseconds(() => rank(posts, deltas, now)));
    sorting.push(milliseconds(() => WINDOWS.map((days) => sortByGain(posts, deltas, days))));
  }
  const ratios = ours.map((time, round) => time / (sorting[round] ?? Number.NaN));
  const what = `ranking 100,000 posts over ${WINDOWS.length} windows, against sorting them by gain`;
  return [
    {
      what,
      unit: 'ms',
      ours: median(ours),
      baseline: median(sorting),
      ratio: median(ratios),
      goal: GOAL,
    },
  ];
}

function rank(posts: readonly Post[], deltas: DeltaTable, now: number): unknown {
  const memory = { flagged: [], seen: {}, now };
  return [
    ...rankLibrary({
      posts,
      lifetimes: lifetimeStatsOf(posts),
      deltas,
      lookbackDays: LOOKBACK_DAYS,
      memory,
      sensitivity: 'balanced',
      now,
    }),
  ];
}

function sortByGain(posts: readonly Post[], deltas: DeltaTable, days: number): unknown {
  return posts
    .map((post) => ({ post, gained: deltas.gained(post.id, days, 'views') ?? 0 }))
    .sort((a, b) => b.gained - a.gained);
}

/** Creates worlds, one per seed, until there are enough posts. */
function library() {
  const posts: Post[] = [];
  const given: DeltasByWindow[] = [];
  const windows = windowsToAsk(LOOKBACK_DAYS);
  let now = 0;
  for (let seed = 0; posts.length < POSTS; seed++) {
    const poll = pollWorld(simulatedWorld(seed, BASE_WORLD), windows);
    now = poll.now;
    for (const post of poll.posts.slice(0, POSTS - posts.length)) {
      const id = `${seed}-${post.id}`;
      posts.push({ ...post, id, accountKey: `${seed}-${post.accountKey}` });
      given.push(poll.deltas.get(post.id) ?? {});
    }
  }
  const deltas = new DeltaTable(posts, windows);
  for (const [row, byWindow] of given.entries()) {
    for (const days of windows) {
      for (const measure of ['views', 'engagement'] as const) {
        const gained = byWindow[days]?.[measure] ?? null;
        if (gained !== null) deltas.take(row, days, measure, gained);
      }
    }
  }
  return { posts, deltas, now };
}

function milliseconds(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}
