import { coveredColumn, type Deltas, gainedColumn } from '../model/delta-table.ts';
import { lifetimeCount } from '../model/lifetime-count.ts';
import type { Post } from '../model/post.ts';
import { valueAt } from '../stats/value-at.ts';

/**
 * One gain per post and window, whichever list shows it. Columns have a value per post; `NaN` is
 * unknown.
 */
export interface WindowGains {
  readonly views: Float64Array;
  readonly engagement: Float64Array;
  /** Days of the window that the own history covers where `views` comes from it, else `NaN`. */
  readonly ownDays: Float64Array;
  /**
   * Like `ownDays`, for every post without a figure of the API, even if the own history is too
   * short for a gain.
   */
  readonly coveredDays: Float64Array;
}

/**
 * Gathers the gain of each post: the gain that the rule compares, else the API's delta. For a post
 * published within the window it is the lifetime count.
 *
 * @param ruleGain views gained as the rule has it; `NaN` where it has none
 * @param age days at the last refresh
 */
export function windowGains(
  posts: readonly Post[],
  deltas: Deltas,
  windowDays: number,
  ruleGain: Float64Array,
  age: Float64Array,
): WindowGains {
  const delta = gainedColumn(posts, deltas, windowDays, 'views');
  const coveredDays = coveredColumn(posts, deltas, windowDays, 'views');
  const engagement = gainedColumn(posts, deltas, windowDays, 'engagement');
  const views = new Float64Array(posts.length);
  const ownDays = new Float64Array(posts.length);
  for (let row = 0; row < posts.length; row++) {
    const ofRule = valueAt(ruleGain, row);
    views[row] = Number.isNaN(ofRule) ? valueAt(delta, row) : ofRule;
    ownDays[row] = views[row] === delta[row] ? valueAt(coveredDays, row) : Number.NaN;
    if (valueAt(age, row) <= windowDays) {
      engagement[row] = lifetimeCount(posts[row] as Post, 'engagement') ?? valueAt(engagement, row);
    }
  }
  return { views, engagement, ownDays, coveredDays };
}
