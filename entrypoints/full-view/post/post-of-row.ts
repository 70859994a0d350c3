import { POST_STATES } from '../../../utils/breakouts/model/post-state.ts';
import type { RankedPost } from '../../../utils/breakouts/output/ranked-post.ts';
import {
  CLASSIFICATION_REASONS,
  type PostColumns,
  ROW_FLAGS,
  type TableAccount,
} from '../../../utils/post-table/post-columns.ts';
import type { PostCourse } from '../table/table-protocol.ts';

/** The post of a panel. */
export interface PanelPost {
  /** Its gain is 0 where it is not known. */
  readonly post: RankedPost;
  readonly isGainKnown: boolean;
  /** Why the rule decided as it did; `null` where that is not known. */
  readonly reason: string | null;
}

/**
 * Puts a post of the table together.
 *
 * @param known what is known beyond the row; `null`: not yet read
 */
export function postOfRow(
  columns: PostColumns,
  row: number,
  known: { readonly [K in 'text' | 'figures']: PostCourse[K] | null },
): PanelPost {
  const number = (name: NumberColumn) => {
    const value = columns[name][row] as number;
    return Number.isNaN(value) ? null : value;
  };
  const account = columns.accounts[columns.accountOf[row] as number] as TableAccount;
  const { platform, accountKey, accountName, creatorName, category, profile } = account;
  const flags = columns.flags[row] as number;
  const has = (flag: number) => (flags & flag) !== 0;
  const isLifetime = has(ROW_FLAGS.lifetimeHeadline);
  const gained = number('gained');
  const decisive = number('multiple');
  return {
    post: {
      ...{ id: columns.ids[row] as string, platform, accountKey, accountName },
      ...{ creatorName, category, tags: profile?.tags ?? [] },
      followers: number('followers'),
      caption: known.text?.caption ?? null,
      url: known.text?.url ?? null,
      coverUrl: known.text?.coverUrl ?? null,
      mediaType: columns.mediaTypes[columns.mediaTypeOf[row] as number] ?? null,
      ...{ createdAt: number('createdAt'), lastRefreshedAt: number('lastRefreshedAt') },
      ...{ views: number('views'), series: null },
      ...{ flaggedAt: number('firstFlaggedAt'), endedAt: number('endedAt') },
      ...{ gained: gained ?? 0, gainDays: number('gainDays') },
      engagementGained: number('engagementGained'),
      source: has(ROW_FLAGS.ownHistory) ? 'own-history' : 'api',
      state: POST_STATES[columns.states[row] as number] ?? 'insufficient-history',
      ...{ expected: number('expected'), usualCount: number('usualCount') },
      headline: isLifetime ? 'lifetime' : 'gain',
      fewUsualViews: has(ROW_FLAGS.fewUsualViews),
      lowEngagement: has(ROW_FLAGS.lowEngagement),
      wasRecounted: has(ROW_FLAGS.recounted),
      ...(known.figures ?? {
        multiple: isLifetime ? null : decisive,
        lifetimeMultiple: isLifetime ? decisive : null,
        ...{ multipleLowerBound: null, speedUp: null, baselinePosts: 0, historyDays: null },
      }),
    },
    isGainKnown: gained !== null,
    reason: CLASSIFICATION_REASONS[columns.reasons[row] as number] ?? null,
  };
}

/** The columns that hold numbers, of those that are read here. */
type NumberColumn =
  | ('followers' | 'createdAt' | 'lastRefreshedAt' | 'views' | 'firstFlaggedAt' | 'endedAt')
  | ('gained' | 'gainDays' | 'engagementGained' | 'expected' | 'usualCount' | 'multiple');
