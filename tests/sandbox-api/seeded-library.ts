import type { Injection } from '../simulation/post.ts';
import { SeededRandom } from '../simulation/random.ts';
import type { LibraryPost, ListName } from './library-post.ts';
import { type LibraryTexts, TRYING_TEXTS } from './library-texts.ts';
import { type SeededAccount, seededAccount } from './seeded-account.ts';
import { seededPost } from './seeded-post.ts';

const STREAM = 103;
const DAY_MS = 86_400_000;

/** The size of a seeded library. */
export interface LibrarySize {
  /** In `/account-videos`. Default 1,000. */
  readonly posts?: number;
  /** Default: one for each 25 posts. */
  readonly accounts?: number;
  /** In `/videos`. Default: one for each 20 of {@link LibrarySize.posts}. */
  readonly trackedVideos?: number;
  /** Posts in `/account-videos` published in the 30 days after the start. Default 0. */
  readonly comingPosts?: number;
  /**
   * Accounts all of whose posts get {@link RISE_FACTOR} times their views from a week before the
   * start on: those with the most posts. Default 0.
   */
  readonly risenAccounts?: number;
}

/** One account in this many has too few posts for a baseline. */
const SMALL_EVERY = 8;
const MOST_POSTS_OF_SMALL = 4;
const COMING_WITHIN_DAYS = 30;

/** One post in this many is a hit, a resurgence, or newer than its account's last refresh. */
const HIT_EVERY = 200;
const RESURGENCE_EVERY = 400;
const JUST_CREATED_EVERY = 100;

/** The age up to which a post can be a hit, and from which a resurgence: twice the usual window. */
const YOUNG_DAYS = 14;

/** The factor of the views of a risen account's posts, and its start. */
const RISE_FACTOR = 5;
const RISE_DAYS = 7;

/** Draws the number of posts of each account: very different, and sometimes only a few. */
function postsByAccount(random: SeededRandom, accounts: number, posts: number): number[] {
  const counts = Array.from({ length: accounts }, () => 0);
  const small = counts.map((_, index) => accounts > 1 && index % SMALL_EVERY === SMALL_EVERY - 1);
  let left = posts;
  for (const [index, isSmall] of small.entries()) {
    if (!isSmall) continue;
    counts[index] = Math.min(left, random.integer(1, MOST_POSTS_OF_SMALL));
    left -= counts[index];
  }
  const weights = small.map((isSmall) => (isSmall ? 0 : Math.exp(random.normal(0, 0.7))));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let reached = 0;
  let given = 0;
  for (const [index, weight] of weights.entries()) {
    if (weight === 0) continue;
    reached += weight;
    const upTo = Math.round((left * reached) / total);
    counts[index] = upTo - given;
    given = upTo;
  }
  return counts;
}

/** An account of this size, in first-day views, has far more views than the rule's support. */
const MIN_RISEN_SIZE = 1000;

/** Returns the accounts with the most posts, of those not tiny and refreshed for long until now. */
function largestAccounts(
  accounts: readonly SeededAccount[],
  postCounts: readonly number[],
  count: number,
): ReadonlySet<SeededAccount> {
  const steady = accounts
    .map((account, index) => ({ account, posts: postCounts[index] ?? 0 }))
    .filter(
      ({ account: { account, simulated } }) =>
        account.isActive && simulated.trackedDays > 100 && simulated.size >= MIN_RISEN_SIZE,
    )
    .sort((a, b) => b.posts - a.posts);
  return new Set(steady.slice(0, count).map(({ account }) => account));
}

/** Returns the breakout of the post with this number in its library, if it has one. */
function injectionFor(random: SeededRandom, number: number): Injection | undefined {
  if (number % HIT_EVERY === 3) {
    return {
      ageDays: random.uniform(1, YOUNG_DAYS),
      quality: Math.exp(random.uniform(Math.log(8), Math.log(40))),
    };
  }
  if (number % RESURGENCE_EVERY === 6) {
    const ageDays = random.uniform(2 * YOUNG_DAYS, 100);
    const resurgence = {
      startAgeDays: ageDays - random.uniform(1, 5),
      level: random.uniform(0.5, 2.5),
    };
    return { ageDays, resurgence };
  }
  return undefined;
}

/**
 * Creates a library from its seed: accounts of very different sizes on both platforms, with posts
 * whose views grow by the simulation of breakouts, and with everything that is hard for a client:
 * posts never refreshed or refreshed once, newly tracked and stale accounts, fields that are null,
 * captions of every kind. The same seed, size and start create the same library.
 *
 * @param start ms since epoch: the moment as of which ages are drawn
 */
export function seededLibrary(
  seed: number,
  start: number,
  size: LibrarySize = {},
  texts: LibraryTexts = TRYING_TEXTS,
): LibraryPost[] {
  const posts = size.posts ?? 1000;
  const accountCount = size.accounts ?? Math.max(1, Math.round(posts / 25));
  const trackedVideos = size.trackedVideos ?? Math.ceil(posts / 20);
  const random = new SeededRandom(seed, STREAM);
  const accounts = Array.from({ length: accountCount }, (_, index) =>
    seededAccount(seed, index, start, texts.username(index)),
  );
  const nextIndex = accounts.map(() => 0);
  const made: LibraryPost[] = [];
  const make = (
    owner: SeededAccount,
    list: ListName,
    more: { createdAt?: number; injection?: Injection } = {},
  ) => {
    const account = owner.simulated.index;
    const index = nextIndex[account] ?? 0;
    nextIndex[account] = index + 1;
    const rise = risen.has(owner)
      ? { factor: RISE_FACTOR, from: start - RISE_DAYS * DAY_MS }
      : null;
    const caption = texts.caption(made.length, account, index);
    made.push(seededPost(seed, { owner, index, list, caption, rise, ...more }, start));
  };
  const counts = postsByAccount(random, accountCount, posts);
  const risen = largestAccounts(accounts, counts, size.risenAccounts ?? 0);
  for (const [index, count] of counts.entries()) {
    const owner = accounts[index];
    for (let post = 0; owner && post < count; post += 1) {
      const number = made.length;
      const injection = injectionFor(random, number);
      if (injection) make(owner, 'account-videos', { injection });
      else if (number % JUST_CREATED_EVERY === 5) {
        make(owner, 'account-videos', { createdAt: random.uniform(owner.lastRefresh, start) });
      } else make(owner, 'account-videos');
    }
  }
  const anyAccount = () => accounts[random.integer(0, accounts.length - 1)] as SeededAccount;
  for (let video = 0; video < trackedVideos; video += 1) make(anyAccount(), 'videos');
  for (let coming = 0; coming < (size.comingPosts ?? 0); coming += 1) {
    const createdAt = start + random.uniform(0, COMING_WITHIN_DAYS) * DAY_MS;
    make(anyAccount(), 'account-videos', { createdAt });
  }
  return made;
}
