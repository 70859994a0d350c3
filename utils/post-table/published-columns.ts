import { decisiveMultiple } from '../breakouts/model/headline-multiple.ts';
import type { RankedPost } from '../breakouts/output/ranked-post.ts';
import type { WindowRanking } from '../breakouts/output/window-ranking.ts';
import { emptyColumns } from './empty-columns.ts';
import { indexValues } from './index-values.ts';
import { CLASSIFICATION_REASONS, type PostColumns, type TableAccount } from './post-columns.ts';
import { setFigures } from './rank-columns.ts';

const ACCOUNT_RISE = CLASSIFICATION_REASONS.indexOf('account-rise');

/**
 * Makes columns of the posts of a published ranking: the first rows, until the library is ranked.
 * A ranking has no counts but views, and no reasons: they are unknown.
 *
 * @param lookbackDays the window whose breakouts are remembered
 */
export function publishedColumns(
  ranking: WindowRanking,
  generation: number,
  lookbackDays: number,
): PostColumns {
  const { posts, windowDays } = ranking;
  const { values: accounts, indexes: accountOf } = indexValues(
    posts,
    ({ accountKey, accountName, platform, creatorName, category, tags }): TableAccount => ({
      ...{ accountKey, accountName, platform, creatorName, category, tags, profile: null },
    }),
    ({ accountKey, accountName, platform }) => JSON.stringify([accountKey, accountName, platform]),
  );
  const { values: mediaTypes, indexes } = indexValues(posts, ({ mediaType }) => mediaType);
  const columns = emptyColumns(posts.length, {
    ...{ windowDays, generation, isComplete: false, accounts, mediaTypes },
    ids: posts.map(({ id }) => id),
  });
  const order = Uint32Array.from(posts, (_, row) => row).sort((a, b) =>
    compare(posts[a] as RankedPost, posts[b] as RankedPost),
  );
  columns.accountOf.set(accountOf);
  columns.mediaTypeOf.set(indexes);
  for (const [place, row] of order.entries()) columns.ruleRank[row] = place;
  for (const [row, post] of posts.entries()) {
    setFigures(columns, row, post);
    columns.createdAt[row] = post.createdAt ?? Number.NaN;
    columns.lastRefreshedAt[row] = post.lastRefreshedAt ?? Number.NaN;
    columns.views[row] = post.views ?? Number.NaN;
    columns.followers[row] = post.followers ?? Number.NaN;
    columns.firstFlaggedAt[row] = post.flaggedAt ?? Number.NaN;
    if (windowDays === lookbackDays) columns.endedAt[row] = post.endedAt ?? Number.NaN;
  }
  for (const { posts: risen } of ranking.accountRises) {
    for (const row of risen) columns.reasons[row] = ACCOUNT_RISE;
  }
  return columns;
}

function compare(a: RankedPost, b: RankedPost): number {
  return (
    (decisiveMultiple(b) ?? -1) - (decisiveMultiple(a) ?? -1) ||
    b.gained - a.gained ||
    (a.id < b.id ? -1 : 1)
  );
}
