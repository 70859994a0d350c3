import type { ListName } from '../breakouts/output/list-names.ts';
import { LIST_NAMES } from '../breakouts/output/list-names.ts';
import type { WindowRanking } from '../breakouts/output/window-ranking.ts';
import type { CurrentBreakout, FirstRanking } from './first-ranking.ts';

/** Rows of each list in the first frame's ranking. The popup shows eight at once. */
const FIRST_ROWS: Readonly<Record<ListName, number>> = {
  breakouts: 30,
  nearest: 3,
  ended: 5,
  stillStrong: 12,
  topMovers: 12,
  topEngagement: 0,
  withoutBaseline: 0,
};

/** Breakouts that are published for counting when there is little room. */
const FEW_COUNTED = 1000;

/**
 * The most that the first frame's ranking may take in extension storage, bytes: a fifth of its
 * quota in Chromium and Firefox.
 */
export const MAX_FIRST_RANKING_BYTES = 2 * 1024 * 1024;

/**
 * The first frame's ranking from most to least complete: with everything; without sparklines; with
 * no more than ten rows of a list; with {@link FEW_COUNTED} breakouts for counting; with no rows at
 * all.
 */
export function* firstRankings(
  generation: number,
  complete: WindowRanking,
): Generator<FirstRanking> {
  const breakouts = currentBreakouts(complete);
  const lengths = Object.fromEntries(
    LIST_NAMES.map((name) => [name, complete[name].length]),
  ) as FirstRanking['lengths'];
  const common = { generation, breakouts, lengths };
  const first = cutRanking(complete, Number.POSITIVE_INFINITY);
  yield { ...common, ranking: first };
  yield { ...common, ranking: withoutSeries(first) };
  const short = withoutSeries(cutRanking(complete, 10));
  yield { ...common, ranking: short };
  const few = breakouts.slice(0, FEW_COUNTED);
  yield { ...common, breakouts: few, ranking: short };
  yield { ...common, breakouts: few, ranking: cutRanking(complete, 0) };
}

/**
 * Returns the most complete of {@link firstRankings} within a limit in bytes, or else the smallest.
 */
export function fitFirstRanking(
  generation: number,
  complete: WindowRanking,
  maxBytes: number,
): FirstRanking {
  let fitting: FirstRanking | undefined;
  for (fitting of firstRankings(generation, complete)) {
    if (byteLength(JSON.stringify(fitting)) <= maxBytes) break;
  }
  return fitting as FirstRanking;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function currentBreakouts({ posts, breakouts, accountRises }: WindowRanking): CurrentBreakout[] {
  const current = (isPartOfRise: boolean) => (index: number) => {
    const { id, accountKey, creatorName } = posts[index] as WindowRanking['posts'][number];
    return { id, accountKey, creatorName, isPartOfRise };
  };
  return [
    ...breakouts.map(current(false)),
    ...accountRises.flatMap((rise) => rise.posts.map(current(true))),
  ];
}

/** The first rows of each list, with the posts that they show. */
function cutRanking(complete: WindowRanking, maxRows: number): WindowRanking {
  const posts: WindowRanking['posts'][number][] = [];
  const indexes = new Map<number, number>();
  const cut = (list: readonly number[], rows: number) =>
    list.slice(0, Math.min(rows, maxRows)).map((index) => {
      const known = indexes.get(index);
      if (known !== undefined) return known;
      indexes.set(index, posts.length);
      return posts.push(complete.posts[index] as WindowRanking['posts'][number]) - 1;
    });
  const lists = Object.fromEntries(
    LIST_NAMES.map((name) => [name, cut(complete[name], FIRST_ROWS[name])]),
  ) as unknown as Record<ListName, number[]>;
  const accountRises = complete.accountRises.map((rise) => ({
    ...rise,
    posts: cut(rise.posts, 3),
  }));
  return { ...complete, ...lists, accountRises, posts };
}

function withoutSeries(ranking: WindowRanking): WindowRanking {
  return { ...ranking, posts: ranking.posts.map((post) => ({ ...post, series: null })) };
}
