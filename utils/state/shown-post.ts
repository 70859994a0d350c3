import type { PostDetails, PostFigures } from '../breakouts/output/ranked-post.ts';

/**
 * A post of the table in full, for what copies and exports it: any post of the library, compared or
 * not.
 */
export interface ShownPost
  extends Omit<PostDetails, 'series'>,
    Pick<
      PostFigures,
      | 'gainDays'
      | 'engagementGained'
      | 'state'
      | 'expected'
      | 'multiple'
      | 'multipleLowerBound'
      | 'lifetimeMultiple'
      | 'headline'
      | 'fewUsualViews'
    > {
  /** Views gained over the window; `null` where they are not known. */
  readonly gained: number | null;
  /** Engagement over views since the post was published, from 0; `null` where it is not known. */
  readonly engagementRate: number | null;
  /** Followers of its account; `null` where they are not known. */
  readonly followers: number | null;
}
