import type { DeltasByWindow } from '../../utils/breakouts/model/delta.ts';
import type { Post } from '../../utils/breakouts/model/post.ts';
import { classifyPosts } from '../../utils/breakouts/rule/classify-posts.ts';
import { pollWorld } from '../simulation/poll.ts';
import { BASE_WORLD, simulatedWorld } from '../simulation/world.ts';
import { type BenchRow, median } from './bench-row.ts';

const POSTS = 100_000;
const WINDOW_DAYS = 7;
const ROUNDS = 15;

/** The rule may take at most so many times as long as sorting the same posts. */
const GOAL = 8;

/**
 * Times the breakout rule on a library of 100,000 posts, from posts and deltas to the ordered judgements, beside sorting the same posts by views gained
 * (looking the gains up and sorting rows by them). Both take turns in one run; medians of {@link ROUNDS} rounds, for the ratio too, as what else the machine does
 * weighs on both times of a round alike.
 */
export function benchRanking(): BenchRow[] {
  const { posts, deltas, now } = library();
  const ours: number[] = [];
  const sorting: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(
      milliseconds(() => classifyPosts({ posts, deltas, windowDays: WINDOW_DAYS, now, sensitivity: 'balanced' })),
    );
    sorting.push(
      milliseconds(() =>
        posts
          .map((post) => ({ post, gained: deltas.get(post.id)?.[WINDOW_DAYS]?.views ?? 0 }))
          .sort((a, b) => b.gained - a.gained),
      ),
    );
  }
  const ratios = ours.map((time, round) => time / (sorting[round] ?? Number.NaN));
  const what = 'breakout rule on 100,000 posts, against sorting them by views gained';
  return [{ what, unit: 'ms', ours: median(ours), baseline: median(sorting), ratio: median(ratios), goal: GOAL }];
}

/** Worlds of a seed each, until there are posts enough. */
function library() {
  const posts: Post[] = [];
  const deltas = new Map<string, DeltasByWindow>();
  let now = 0;
  for (let seed = 0; posts.length < POSTS; seed++) {
    const poll = pollWorld(simulatedWorld(seed, BASE_WORLD), [WINDOW_DAYS, 2 * WINDOW_DAYS]);
    now = poll.now;
    for (const post of poll.posts.slice(0, POSTS - posts.length)) {
      const id = `${seed}-${post.id}`;
      posts.push({ ...post, id, accountKey: `${seed}-${post.accountKey}` });
      deltas.set(id, poll.deltas.get(post.id) ?? {});
    }
  }
  return { posts, deltas, now };
}

function milliseconds(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}
