import { POST_STATES } from '../../../utils/breakouts/model/post-state.ts';
import { valueAt } from '../../../utils/breakouts/stats/value-at.ts';
import type { PostText } from '../../../utils/library/posts-record.ts';
import {
  type PostColumns,
  ROW_FLAGS,
  type TableAccount,
} from '../../../utils/post-table/post-columns.ts';
import type { ShownPost } from '../../../utils/state/shown-post.ts';

/**
 * Returns a row as an object, `null` where a number is not known.
 *
 * @param text `undefined`: not read
 */
export function shownPostAt(
  columns: PostColumns,
  row: number,
  text: PostText | undefined,
): ShownPost {
  const account = columns.accounts[columns.accountOf[row] as number] as TableAccount;
  const flags = columns.flags[row] as number;
  const has = (flag: number) => (flags & flag) !== 0;
  const at = (column: Float64Array) => {
    const value = valueAt(column, row);
    return Number.isNaN(value) ? null : value;
  };
  const { accountKey, accountName, platform, creatorName, category, tags } = account;
  return {
    id: columns.ids[row] as string,
    ...{ platform, accountKey, accountName, creatorName, category, tags },
    caption: text?.caption ?? null,
    url: text?.url ?? null,
    coverUrl: text?.coverUrl ?? null,
    mediaType: columns.mediaTypes[columns.mediaTypeOf[row] as number] ?? null,
    createdAt: at(columns.createdAt),
    lastRefreshedAt: at(columns.lastRefreshedAt),
    views: at(columns.views),
    flaggedAt: at(columns.firstFlaggedAt),
    endedAt: at(columns.endedAt),
    gained: at(columns.gained),
    gainDays: at(columns.gainDays),
    engagementGained: at(columns.engagementGained),
    state: POST_STATES[columns.states[row] as number] ?? 'insufficient-history',
    expected: at(columns.expected),
    multiple: at(columns.gainMultiple),
    multipleLowerBound: at(columns.multipleLowerBound),
    lifetimeMultiple: at(columns.lifetimeMultiple),
    headline: has(ROW_FLAGS.lifetimeHeadline) ? 'lifetime' : 'gain',
    fewUsualViews: has(ROW_FLAGS.fewUsualViews),
    engagementRate: at(columns.engagementRate),
    followers: at(columns.followers),
  };
}
