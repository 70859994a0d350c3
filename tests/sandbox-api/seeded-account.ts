import { type SimulatedAccount, simulatedAccount } from '../simulation/account.ts';
import { SeededRandom } from '../simulation/random.ts';
import type { AccountProfile, LibraryAccount } from './library-post.ts';
import { PeriodicRefreshes } from './refresh-times.ts';
import { seededUuid } from './seeded-uuid.ts';

const STREAM = 101;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** One account in this many is refreshed every two days; the others daily. */
const SLOW_EVERY = 20;
/** The share of accounts that have not been refreshed for a while. */
const STALE_SHARE = 0.03;

/** An account of a seeded library, with the simulated account of its views. */
export interface SeededAccount {
  readonly simulated: SimulatedAccount;
  readonly account: LibraryAccount;
  /**
   * The last refresh up to the library's start, ms since epoch: the moment that simulated ages
   * count back from.
   */
  readonly lastRefresh: number;
  /** The time of the last refresh ever; `Infinity` for most. */
  readonly refreshedUntil: number;
}

const PROFILE_STREAM = 107;
/** Accounts of one creator, at most. */
const ACCOUNTS_OF_CREATOR = 3;
const CREATORS = ['Ada', 'Bruno', 'Chiara', 'Dev', 'Ella', 'Farid', 'Grace', 'Hana', 'Ivo', 'June'];
const CATEGORIES = ['Food', 'Fitness', 'Travel', 'Beauty', 'Gaming'];
const TEAMS = ['North', 'South'];

/**
 * Creates what the organization and the platform say of an account. It has a stream of its own, so
 * that all else is as without it.
 */
function seededProfile(seed: number, index: number): AccountProfile {
  const random = new SeededRandom(seed, PROFILE_STREAM, index);
  const creator = Math.floor(index / ACCOUNTS_OF_CREATOR);
  const turn = Math.floor(creator / CREATORS.length);
  return {
    creatorName: `${CREATORS[creator % CREATORS.length]}${turn === 0 ? '' : ` ${turn + 1}`}`,
    category: CATEGORIES[creator % CATEGORIES.length] as string,
    metadata: { team: TEAMS[creator % TEAMS.length] as string },
    followers: Math.round(Math.exp(random.normal(9, 1.5))),
    postLookbackDays: 365,
    maxRecentPosts: null,
  };
}

/**
 * Creates the account with this index in the library of this seed at `start` (ms since epoch).
 * Every account has its own hour of refresh; newly tracked ones come from the simulation.
 */
export function seededAccount(
  seed: number,
  index: number,
  start: number,
  username: string,
): SeededAccount {
  const random = new SeededRandom(seed, STREAM, index);
  const simulated = simulatedAccount(seed, index);
  const refreshIntervalHours = index % SLOW_EVERY === SLOW_EVERY - 1 ? 48 : 24;
  const intervalMs = refreshIntervalHours * HOUR_MS;
  // Whole seconds, as the API writes them.
  const phase = Math.floor((start - random.next() * intervalMs) / 1000) * 1000;
  const refreshedUntil =
    random.next() < STALE_SHARE ? start - random.uniform(4, 30) * DAY_MS : Number.POSITIVE_INFINITY;
  const lastRefresh =
    new PeriodicRefreshes(phase, intervalMs, Number.MIN_SAFE_INTEGER, refreshedUntil).last(start) ??
    phase;
  const trackedSince = Math.floor((lastRefresh - simulated.trackedDays * DAY_MS) / 1000) * 1000;
  const account: LibraryAccount = {
    id: seededUuid(random),
    platform: random.next() < 0.5 ? 'instagram' : 'tiktok',
    username,
    platformAccountId: String(random.integer(10 ** 9, 10 ** 10)),
    isActive: refreshedUntil === Number.POSITIVE_INFINITY,
    refreshIntervalHours,
    trackedSince,
    refreshes: new PeriodicRefreshes(phase, intervalMs, trackedSince, refreshedUntil),
    profile: seededProfile(seed, index),
  };
  return { simulated, account, lastRefresh, refreshedUntil };
}
