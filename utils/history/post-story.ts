import type { FlaggedPost } from '../breakouts/model/flagged-post.ts';
import type { Post } from '../breakouts/model/post.ts';
import { HYSTERESIS_RATIO } from '../breakouts/model/sensitivity.ts';
import type { PostFigures } from '../breakouts/output/ranked-post.ts';
import { type UsualBand, type UsualLevel, usualByAge } from '../breakouts/output/usual-band.ts';
import { isBreakout } from '../breakouts/rule/is-breakout.ts';
import { DAY_MS } from '../time/units.ts';
import { estimateBreakoutStart } from './breakout-start.ts';
import { type DailyGain, dailyGains } from './daily-gains.ts';
import { estimatePastPoints, type KnownGain, type PastPoint } from './past-points.ts';
import type { Point, Series } from './point.ts';

/** Times at which the usual is computed, beside those of the points: enough for a smooth curve. */
const USUAL_SAMPLES = 60;

/** The counts of a post at a moment. `null`: not known, as always of an estimate. */
export interface StoryPoint extends PastPoint {
  readonly likes: number | null;
  readonly comments: number | null;
  readonly shares: number | null;
}

/** The usual of posts like one post over its life, in parallel lists. */
interface StoryUsual {
  /** ms since epoch, ascending; the times of all points are among them. */
  readonly times: readonly number[];
  /** Lifetime views. */
  readonly count: UsualBand;
  readonly perDay: UsualBand;
}

/**
 * When a post broke out: noted when it was flagged, or else estimated from its gains; `before`: it
 * was far above its usual already at the first time that is known.
 */
interface BreakoutMoment {
  /** ms since epoch. */
  readonly at: number;
  readonly kind: 'noted' | 'estimated' | 'before';
}

/** The course of a post's life, as far as it is known. */
export interface PostStory {
  /** Oldest first. */
  readonly points: readonly StoryPoint[];
  /** Between each two points, oldest first. */
  readonly gains: readonly DailyGain[];
  /** `null` where nothing is known to be usual. */
  readonly usual: StoryUsual | null;
  readonly brokeOut: BreakoutMoment | null;
}

export interface PostStoryInput {
  readonly post: Post;
  readonly level: UsualLevel;
  /** Of the window that is shown. */
  readonly figures: Pick<PostFigures, 'state' | 'expected' | 'usualCount' | 'gainDays'>;
  /** The multiple from which on a post is a breakout. */
  readonly minMultiple: number;
  /** CreatorAudit's gains. */
  readonly gains: readonly KnownGain[];
  /** The saved counts of the post. */
  readonly saved: Series;
  /** The memory of the post; `null`: it was not flagged lately. */
  readonly flag: Pick<FlaggedPost, 'firstFlaggedAt'> | null;
  /** A post that was flagged up to this time may have broken out before, ms since epoch. */
  readonly lookingSince: number;
}

/** Computes the story of a post: its points, its usual, and when it broke out. */
export function postStory(input: PostStoryInput): PostStory {
  const { post, saved, level, figures } = input;
  const counts = new Map<number, Point>(saved.map((point) => [point.at, point]));
  const past = estimatePastPoints(post, saved, input.gains);
  const points = past.map((point, index): StoryPoint => {
    const isLast = index === past.length - 1 && !point.isEstimated;
    const known = isLast ? post : counts.get(point.at);
    const { likes = null, comments = null, shares = null } = known ?? {};
    return { ...point, likes, comments, shares };
  });
  const gains = dailyGains(points);
  const usual = usualByAge(level, figures);
  const { createdAt } = post;
  if (usual === null || createdAt === null) {
    return { points, gains, usual: null, brokeOut: momentOf(input, null) };
  }
  const times = sampleTimes(points);
  const ages = times.map((time) => (time - createdAt) / DAY_MS);
  const minMultiple = HYSTERESIS_RATIO * input.minMultiple;
  const start = estimateBreakoutStart(gains, createdAt, usual, minMultiple);
  return {
    points,
    gains,
    usual: { times, count: usual.countAt(ages), perDay: usual.perDayAt(ages) },
    brokeOut: momentOf(input, start),
  };
}

function momentOf(
  { figures, flag, lookingSince }: PostStoryInput,
  estimate: ReturnType<typeof estimateBreakoutStart>,
): BreakoutMoment | null {
  if (flag !== null && flag.firstFlaggedAt > lookingSince) {
    return { at: flag.firstFlaggedAt, kind: 'noted' };
  }
  const isOne = flag !== null || isBreakout(figures);
  if (!isOne || estimate === null) return null;
  return { at: estimate.at, kind: estimate.isBefore ? 'before' : 'estimated' };
}

function sampleTimes(points: readonly PastPoint[]): number[] {
  const [first, last] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
  const step = (last - first) / USUAL_SAMPLES;
  const samples = Array.from({ length: USUAL_SAMPLES }, (_, index) => first + index * step);
  return [...new Set([...samples, ...points.map(({ at }) => at)])].sort((a, b) => a - b);
}
