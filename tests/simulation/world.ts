/**
 * Simulated worlds for judging the breakout rule: accounts of very different sizes with posts of
 * very different luck, whose views decay as a power law of age; into them are put the hits that a
 * rule must find and the decoys that it must not. One seed is one world. Ages are as of a post's
 * last refresh.
 *
 * | what | how it is drawn |
 * | --- | --- |
 * | account size | log-normal(8, 2.2) views on an ordinary post's first day |
 * | posts an account | evenly 4–60, on 40 accounts |
 * | age | 0.8 · Exp(35 d) + 0.2 · U(0, 200 d) |
 * | quality | exp N(0, σ), σ 0.8; in 3 % of posts × exp Exp(1.2) |
 * | decay θ | N(1.4, 0.2) per post |
 * | a day's views | Poisson of the expected × log-normal (σ 0.35) |
 * | new hits | 6 posts, age U(1 d, 2w), quality 8–40 (log-uniform) |
 * | resurgences | 3 posts older than 2w; begun 0.1–0.8 w before the last refresh, at 0.4–2.5
 * first-day levels |
 * | evergreens | 1 post in 150 keeps 0.05–0.4 first-day levels for ever |
 * | recounts | 0.4 % of posts lose 5–40 % of their views within the last 2w |
 * | tracked | 25 % of accounts for less than 20 days |
 *
 * {@link Circumstances} are what makes a world rougher than this one.
 */
import { type SimulatedAccount, simulatedAccount } from './account.ts';
import { adaptPost, type Circumstances, ORDINARY_CIRCUMSTANCES } from './circumstances.ts';
import {
  type Injection,
  ORDINARY_HABITS,
  type PostHabits,
  type SimulatedPost,
  simulatedPost,
} from './post.ts';
import { SeededRandom } from './random.ts';

const STREAM = 4;

export interface WorldSettings extends PostHabits, Circumstances {
  readonly accounts: number;
  /** Fewest and most posts of an account. */
  readonly postsPerAccount: readonly [number, number];
  /**
   * Look-back window w in days, on which it depends which post is a new hit and which a resurgence.
   */
  readonly windowDays: number;
  readonly newHits: number;
  readonly resurgences: number;
}

export const BASE_WORLD: WorldSettings = {
  ...ORDINARY_HABITS,
  ...ORDINARY_CIRCUMSTANCES,
  accounts: 40,
  postsPerAccount: [4, 60],
  windowDays: 7,
  newHits: 6,
  resurgences: 3,
};

const HIT_QUALITY = [8, 40] as const;
const RESURGENCE_LEVEL = [0.4, 2.5] as const;
/** The start of a resurgence, in windows before the last refresh (0.7–5.6 days at w = 7). */
const RESURGENCE_BEGAN = [0.1, 0.8] as const;
/** Old enough that two daily refreshes have landed. */
const YOUNGEST_HIT_DAYS = 1;

export interface World {
  readonly seed: number;
  readonly settings: WorldSettings;
  readonly accounts: readonly SimulatedAccount[];
  readonly posts: readonly SimulatedPost[];
}

/** The world of this seed; equal seeds and settings give equal worlds. */
export function simulatedWorld(seed: number, settings: WorldSettings): World {
  const random = new SeededRandom(seed, STREAM);
  const accounts = Array.from({ length: settings.accounts }, (_, index) =>
    accountOf(seed, index, settings),
  );
  const recountWithinDays = 2 * settings.windowDays;
  const makePost = (account: SimulatedAccount, index: number, injection?: Injection) =>
    adaptPost(
      simulatedPost(seed, account, index, settings, recountWithinDays, injection),
      seed,
      settings,
      injection,
    );
  const posts = accounts.flatMap((account) =>
    Array.from({ length: random.integer(...settings.postsPerAccount) }, (_, index) =>
      makePost(account, index),
    ),
  );
  const inject = (place: number, injection: Injection) => {
    const post = posts[place];
    if (post) posts[place] = makePost(post.account, post.index, injection);
  };
  const isOld = (post: SimulatedPost) => post.ageDays > 2 * settings.windowDays;
  for (const place of places(random, posts, settings.resurgences, isOld)) {
    const ageDays = posts[place]?.ageDays ?? 0;
    const startAgeDays = ageDays - settings.windowDays * random.uniform(...RESURGENCE_BEGAN);
    inject(place, {
      ageDays,
      resurgence: { startAgeDays, level: logUniform(random, RESURGENCE_LEVEL) },
    });
  }
  const isUntouched = (post: SimulatedPost) => post.curve.resurgence === null;
  for (const place of places(random, posts, settings.newHits, isUntouched)) {
    const ageDays = random.uniform(YOUNGEST_HIT_DAYS, 2 * settings.windowDays);
    const quality = logUniform(random, HIT_QUALITY);
    inject(place, {
      ageDays,
      quality,
      peakAgeDays: settings.hitPeakDays ? random.uniform(...settings.hitPeakDays) : 0,
    });
  }
  const isOrdinary = (post: SimulatedPost) =>
    isUntouched(post) && post.quality < BOUGHT_BELOW_QUALITY;
  for (const place of places(random, posts, settings.boughtPosts, isOrdinary)) {
    const post = posts[place];
    if (post === undefined) continue;
    const startAgeDays = Math.max(
      0.5,
      post.ageDays - settings.windowDays * random.uniform(0.2, 0.8),
    );
    posts[place] = {
      ...post,
      curve: { ...post.curve, bought: { startAgeDays, factor: BOUGHT_FACTOR } },
    };
  }
  return { seed, settings, accounts, posts };
}

const BOUGHT_FACTOR = 10;
const BOUGHT_BELOW_QUALITY = 2;

function accountOf(seed: number, index: number, { trackedDays }: Circumstances): SimulatedAccount {
  const account = simulatedAccount(seed, index);
  return trackedDays === null ? account : { ...account, trackedDays };
}

/** Up to `count` different places in the list, of posts that fit. */
function places(
  random: SeededRandom,
  posts: readonly SimulatedPost[],
  count: number,
  fits: (post: SimulatedPost) => boolean,
): number[] {
  const left = posts.flatMap((post, place) => (fits(post) ? [place] : []));
  return Array.from({ length: Math.min(count, left.length) }, () => {
    const [chosen] = left.splice(random.integer(0, left.length - 1), 1);
    return chosen as number;
  });
}

function logUniform(random: SeededRandom, [from, to]: readonly [number, number]): number {
  return Math.exp(random.uniform(Math.log(from), Math.log(to)));
}
