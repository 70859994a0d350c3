import * as z from 'zod/mini';
import { DAY_MS, HOUR_MS } from '../time/units.ts';

/** The days before the start of which there are posts, and after which no new ones come. */
const DAYS_BEFORE = 75;
const DAYS_AFTER = 60;

/** The time in which a post gets two thirds of its views, days. */
const RISE_DAYS = 2;

/** The description of the sample library, as `public/sample.json` holds it. */
export const sampleLibrarySchema = z.object({
  accounts: z.array(
    z.object({
      platform: z.enum(['instagram', 'tiktok']),
      username: z.string(),
      creator: z.string(),
      category: z.string(),
      followers: z.number(),
      /** Views that its posts usually reach. */
      usualViews: z.number(),
      /** The days from one post to the next. */
      everyDays: z.number(),
      captions: z.array(z.string()),
    }),
  ),
  /**
   * The posts that take off: the account, the age of the post when it does (days), the hours after
   * the start of the sample (negative: before), and the times the usual views it gets by that.
   */
  breakouts: z.array(
    z.object({ account: z.number(), age: z.number(), hour: z.number(), times: z.number() }),
  ),
});

export type SampleLibrary = z.infer<typeof sampleLibrarySchema>;

/** A post of the sample with its views over time. */
export interface SamplePost {
  readonly id: string;
  /** The index of its account. */
  readonly account: number;
  readonly caption: string;
  /** ms since epoch. */
  readonly createdAt: number;
  /** The likes per view. */
  readonly likeRate: number;
  /** The views at a time (ms since epoch); 0 before it was created. */
  viewsAt(time: number): number;
}

/**
 * Makes the posts of the sample that exist at `now`. The same start makes the same posts, whenever
 * they are asked for; from there they grow with the clock, new ones come, and some take off.
 *
 * @param start the time at which the sample was opened, ms since epoch
 */
export function samplePosts(
  { accounts, breakouts }: SampleLibrary,
  start: number,
  now: number,
): readonly SamplePost[] {
  return accounts.flatMap(({ usualViews, everyDays, captions }, account) => {
    const random = randomOf(account + 1);
    const count = Math.floor((DAYS_BEFORE + DAYS_AFTER) / everyDays);
    const posts = Array.from({ length: count }, (_, index) => {
      const day = (index + random() * 0.6) * everyDays - DAYS_BEFORE;
      const reach = usualViews * Math.exp((random() + random() + random() - 1.5) * 0.9);
      const likeRate = 0.05 + random() * 0.04;
      return { index, createdAt: start + Math.round(day * DAY_MS), reach, likeRate };
    });
    /** The post that takes off is the one whose age then is nearest to the one described. */
    const boosts = new Map(
      breakouts
        .filter((breakout) => breakout.account === account)
        .map(({ age, hour, times }) => {
          const at = start + hour * HOUR_MS;
          const distance = ({ createdAt }: { readonly createdAt: number }) =>
            Math.abs(at - createdAt - age * DAY_MS);
          const post = posts.reduce((best, other) =>
            distance(other) < distance(best) ? other : best,
          );
          return [post.index, { at, views: times * usualViews }] as const;
        }),
    );
    return posts
      .filter(({ createdAt }) => createdAt <= now)
      .map(({ index, createdAt, reach, likeRate }): SamplePost => {
        const boost = boosts.get(index);
        return {
          id: `sample-${account}-${index}`,
          account,
          caption: captions[index % captions.length] ?? '',
          createdAt,
          likeRate,
          viewsAt: (time) =>
            Math.round(
              risen(reach, time - createdAt, 0.004) +
                (boost === undefined ? 0 : risen(boost.views, time - boost.at, 0)),
            ),
        };
      });
  });
}

/** The part of `total` that came within `ms`, and a share of it for each day. */
function risen(total: number, ms: number, dailyShare: number): number {
  if (ms <= 0) return 0;
  const days = ms / DAY_MS;
  return total * (1 - Math.exp(-days / RISE_DAYS) + dailyShare * days);
}

/** Random numbers in [0, 1) of a seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
