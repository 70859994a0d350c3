import { type ApiKey, SCOPES } from '../sandbox-api/api-key.ts';
import { bodyText } from '../sandbox-api/api-response.ts';
import { createResponse } from '../sandbox-api/create-response.ts';
import { Library } from '../sandbox-api/library.ts';
import { LISTS, type LibraryPost } from '../sandbox-api/library-post.ts';
import { RateLimiter } from '../sandbox-api/rate-limiter.ts';
import { SandboxClock } from '../sandbox-api/sandbox-clock.ts';
import type { SandboxState } from '../sandbox-api/sandbox-state.ts';
import { seededLibrary } from '../sandbox-api/seeded-library.ts';
import { SeededRandom } from '../simulation/random.ts';
import { failureIn, unreachable } from './faults.ts';
import type { Month, Spell } from './month.ts';
import { BEGINNING } from './simulated-api.ts';
import type { VirtualTime } from './virtual-time.ts';

/**
 * Posts on a page, however many are asked for: a few posts then make a sync of several requests.
 */
const MOST_ON_A_PAGE = 15;

export const ORGANIZATION = 'organization-of-the-soak';
/** Another organization, whose keys know none of these posts. */
export const OTHER_ORGANIZATION = 'other-organization-of-the-soak';

/** The requests of the extension in a period of the rate limit. */
interface Period {
  readonly endsAt: number;
  ours: number;
}

/**
 * The API's origin in a month of trouble: the sandbox's own answers, without sockets, in virtual
 * time.
 */
export class SimulatedOrigin {
  readonly dice: SeededRandom;
  readonly posts: readonly LibraryPost[];
  /** The posts of the other organization. */
  readonly otherPosts: readonly LibraryPost[];
  /** Asked with a key that the API does not know: which must never be. */
  refused = 0;
  requests: number;
  failures = 0;
  /**
   * The most that was asked for syncs in a period, beyond the share: 0 or less when it was kept to.
   */
  worstExcess = Number.NEGATIVE_INFINITY;
  readonly #month: Pick<Month, 'spells' | 'rateLimit' | 'sharePercent'>;
  readonly #time: VirtualTime;
  readonly #state: SandboxState;
  readonly #periods = new Map<string, Period>();

  /**
   * @param size how many posts are tracked from the beginning, and of how many accounts
   * @param former one whose posts and random numbers it goes on with, once all requests to it have
   *   left its periods of the rate limit
   */
  constructor(
    month: Pick<Month, 'seed' | 'spells' | 'rateLimit' | 'sharePercent'>,
    time: VirtualTime,
    size: { readonly posts: number; readonly accounts: number; readonly comingPosts?: number },
    former?: SimulatedOrigin,
  ) {
    this.#month = month;
    this.#time = time;
    this.dice = former?.dice.copy() ?? new SeededRandom(month.seed, 4);
    this.requests = former?.requests ?? 0;
    const comingPosts = size.comingPosts ?? size.posts / 20;
    this.posts =
      former?.posts ??
      seededLibrary(month.seed, BEGINNING, { ...size, trackedVideos: 0, comingPosts });
    this.otherPosts =
      former?.otherPosts ??
      seededLibrary(month.seed + 1, BEGINNING, { ...size, trackedVideos: 0, comingPosts: 0 });
    const { limit, periodMs } = month.rateLimit;
    this.#state = {
      clock: new SandboxClock(() => this.trueNow),
      limiter: new RateLimiter({ limit, periodS: periodMs / 1000 }),
      libraries: new Map([
        [ORGANIZATION, new Library(ORGANIZATION, this.posts)],
        [OTHER_ORGANIZATION, new Library(OTHER_ORGANIZATION, this.otherPosts)],
      ]),
      keys: [],
      deltaShape: 'map',
      listsWithDeltas: LISTS,
      deltasNeedWrite: true,
      retryAfterFormat: 'seconds',
      apiDeprecation: { deprecation: null, sunset: null },
      hasOverview: true,
      cursorEpoch: 0,
    };
  }

  /** Returns the true time of the API's clock, ms since epoch. */
  get trueNow(): number {
    return BEGINNING + this.#time.now;
  }

  get spell(): Spell | undefined {
    return this.#month.spells.find(({ from, to }) => from <= this.#time.now && this.#time.now < to);
  }

  /**
   * These keys are good from now on, and no others. A key without `write` has to ask for deltas by
   * `GET`.
   */
  setKeys(
    keys: readonly {
      readonly key: string;
      readonly mayWrite: boolean;
      readonly organizationId?: string;
    }[],
  ): void {
    this.#state.keys = keys.map(
      ({ key, mayWrite, organizationId = ORGANIZATION }): ApiKey => ({
        key,
        name: 'Key of the soak',
        organizationId,
        scopes: mayWrite ? SCOPES : ['read'],
        isDisabled: false,
      }),
    );
  }

  /** Responds, or fails, unless the request was aborted. */
  async fetch(url: string, init: RequestInit): Promise<Response> {
    this.requests += 1;
    const { signal } = init;
    const failure = failureIn(this.spell, this.dice);
    if (failure === null) {
      await this.#passes(this.dice.uniform(80, 600), signal);
      return this.#answered(url, init);
    }
    this.failures += 1;
    // An unreachable API counts nothing; any other has the request in its books, whatever comes of
    // it.
    const counted = failure === unreachable ? null : this.#answered(url, init);
    const { afterMs, answer } = failure(this);
    await this.#passes(afterMs, signal);
    const failed = answer();
    for (const [name, value] of counted?.headers ?? []) {
      if (name.startsWith('x-ratelimit-') || name === 'date') failed.headers.set(name, value);
    }
    return failed;
  }

  #passes(ms: number, signal: RequestInit['signal']): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#time.in(ms, resolve);
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
  }

  #answered(url: string, { method = 'GET', headers, body }: RequestInit): Response {
    const { pathname, searchParams } = new URL(url);
    if (pathname.endsWith('videos')) searchParams.set('limit', String(MOST_ON_A_PAGE));
    const sent = Object.fromEntries(new Headers(headers));
    const answer = createResponse(this.#state, {
      requestId: `req_${this.requests}`,
      method,
      path: pathname,
      query: searchParams,
      headers: sent,
      body: typeof body === 'string' ? body : '',
    });
    if (answer.status === 401) this.refused += 1;
    if (sent.authorization !== undefined) this.#count(sent.authorization, pathname, answer.headers);
    return new Response(answer.body === null ? null : bodyText(answer), {
      status: answer.status,
      headers: answer.headers,
    });
  }

  /** The check of a key is requested by the user, so it is not part of a sync's share. */
  #count(key: string, path: string, headers: Readonly<Record<string, string>>): void {
    if (path === '/v2/whoami') return;
    const endsAt = Number(headers['x-ratelimit-reset']) * 1000;
    const known = this.#periods.get(key);
    const period = known?.endsAt === endsAt ? known : { endsAt, ours: 0 };
    this.#periods.set(key, period);
    period.ours += 1;
    const { limit } = this.#month.rateLimit;
    const share = limit - Math.floor(limit * (1 - this.#month.sharePercent / 100));
    this.worstExcess = Math.max(this.worstExcess, period.ours - share);
  }
}
