import type { Post } from '../../utils/breakouts/model/post.ts';
import { type AccountsPage, fetchAccountsPage } from '../../utils/creator-audit/accounts.ts';
import { type DeltasResponse, fetchDeltas } from '../../utils/creator-audit/deltas.ts';
import type { Connection } from '../../utils/creator-audit/http/connection.ts';
import type { Conditional } from '../../utils/creator-audit/http/request.ts';
import type { RateLimit, Result } from '../../utils/creator-audit/http/result.ts';
import { PAGE_LIMIT } from '../../utils/creator-audit/list-envelope.ts';
import {
  fetchVideoPage,
  type ListSlice,
  type VideoPage,
} from '../../utils/creator-audit/video-page.ts';
import { aPost } from '../builders/post.ts';
import { aTrackedAccount } from '../builders/tracked-account.ts';
import { aVideoPage } from '../builders/video-page.ts';
import { SeededRandom } from '../simulation/random.ts';
import { failureIn, unreachable } from './faults.ts';
import type { Month, Spell } from './month.ts';
import type { VirtualTime } from './virtual-time.ts';

export const POSTS = 20_000;
/** The time of the API's clock at the start, ms since epoch. */
export const BEGINNING = Date.UTC(2026, 10, 1);

const posts: readonly Post[] = Array.from({ length: POSTS }, (_, index) =>
  aPost({ id: `post-${index}` }),
);
const pages: readonly VideoPage[] = Array.from({ length: POSTS / PAGE_LIMIT }, (_, page) =>
  aVideoPage({
    posts: posts.slice(page * PAGE_LIMIT, (page + 1) * PAGE_LIMIT),
  }),
);
const NO_DELTAS = {};

/** The requests of the extension in a period of the rate limit. */
interface Period {
  readonly endsAt: number;
  ours: number;
  others: number;
}

/**
 * The API in a month of trouble. What goes well is handed over as the client would have read it;
 * what fails goes through the real client, as bytes.
 */
export class SimulatedApi {
  readonly dice: SeededRandom;
  /**
   * The most that the extension asked in a period, beyond its share: 0 or less when it kept to it.
   */
  worstExcess = Number.NEGATIVE_INFINITY;
  requests = 0;
  failures = 0;
  /** Real work of the client that is not over: virtual time must wait for it. */
  busy = 0;
  readonly #month: Month;
  readonly #time: VirtualTime;
  /** Returns the time of the extension's clock, ms since epoch. */
  readonly #clientNow: () => number;
  #period: Period | null = null;
  readonly #deltasAnswers = new Map<string, DeltasResponse>();

  constructor(month: Month, time: VirtualTime, clientNow: () => number) {
    this.#month = month;
    this.#time = time;
    this.#clientNow = clientNow;
    this.dice = new SeededRandom(month.seed, 2);
  }

  /** Returns the true time of the API's clock, ms since epoch. */
  get trueNow(): number {
    return BEGINNING + this.#time.now;
  }

  get spell(): Spell | undefined {
    return this.#month.spells.find(({ from, to }) => from <= this.#time.now && this.#time.now < to);
  }

  /** One account has all the posts. */
  accounts(): Promise<Result<Conditional<AccountsPage>>> {
    const accounts = [
      aTrackedAccount({ id: 'account', platform: 'instagram', refreshedAt: this.trueNow }),
    ];
    return this.#outcome(
      { isChanged: true, etag: null, value: { accounts, nextCursor: null } },
      (connection) => fetchAccountsPage(connection, { cursor: null, knownEtag: null }),
    );
  }

  page(part: ListSlice, cursor: string | null): Promise<Result<VideoPage>> {
    const number = cursor === null ? 0 : Number(cursor);
    const fromEnd = part.order === 'earliest-first' ? pages.length - 1 - number : number;
    const page = pages[fromEnd];
    if (page === undefined) throw new RangeError(`no page ${cursor}`);
    const nextCursor = number + 1 < pages.length ? String(number + 1) : null;
    return this.#outcome(
      { ...page, nextCursor, totalCount: number === 0 ? POSTS : null },
      (connection) =>
        fetchVideoPage(connection, { ...part, cursor, includeTotal: cursor === null }),
    );
  }

  deltas(ids: readonly string[], windows: readonly number[]): Promise<Result<DeltasResponse>> {
    return this.#outcome(this.#deltasOf(ids), (connection) =>
      fetchDeltas(connection, ids, windows, { method: 'POST' }),
    );
  }

  /** Most batches are the posts of one page, sync after sync. */
  #deltasOf(ids: readonly string[]): DeltasResponse {
    const [first = ''] = ids;
    const known = this.#deltasAnswers.get(first);
    if (
      known !== undefined &&
      known.byPost.size === ids.length &&
      ids.every((id) => known.byPost.has(id))
    )
      return known;
    const answer = {
      byPost: new Map(ids.map((id) => [id, NO_DELTAS])),
      notFound: [],
      missingWindows: [],
    };
    this.#deltasAnswers.set(first, answer);
    return answer;
  }

  #outcome<T>(
    value: T,
    byRealClient: (connection: Connection) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    this.requests += 1;
    const failure = failureIn(this.spell, this.dice);
    // An unreachable API counts nothing.
    const rateLimit = failure === unreachable ? null : this.#count();
    if (failure === null) {
      const askedAt = this.#clientNow() - this.#time.now;
      // As the client reads the header: by the clock as it is when the answer comes.
      return this.#after(this.dice.uniform(80, 600), () => {
        const setSince = this.#clientNow() - this.#time.now - askedAt;
        const told = rateLimit && { ...rateLimit, resetsAt: rateLimit.resetsAt + setSince };
        return { ok: true, value, rateLimit: told, requestId: null };
      });
    }
    this.failures += 1;
    const { afterMs, answer } = failure(this);
    const connection: Connection = {
      key: 'ca_soak',
      now: this.#clientNow,
      isOnline: () => this.spell?.kind !== 'offline',
      hasAccess: async () => true,
      fetch: async () => {
        this.busy -= 1;
        await this.#after(afterMs, () => null);
        this.busy += 1;
        const answered = answer();
        this.#putHeaders(answered.headers, rateLimit);
        return answered;
      },
    };
    this.busy += 1;
    return byRealClient(connection).finally(() => {
      this.busy -= 1;
    });
  }

  #after<T>(ms: number, make: () => T): Promise<T> {
    return new Promise((resolve) => this.#time.in(ms, () => resolve(make())));
  }

  #putHeaders(headers: Headers, rateLimit: RateLimit | null): void {
    headers.set('Date', new Date(this.trueNow).toUTCString());
    if (rateLimit === null || this.#period === null) return;
    headers.set('X-RateLimit-Limit', String(rateLimit.limit));
    headers.set('X-RateLimit-Remaining', String(rateLimit.remaining));
    headers.set('X-RateLimit-Reset', String((BEGINNING + this.#period.endsAt) / 1000));
  }

  /** Counts one of our requests, and returns the rate-limit headers of its response. */
  #count(): RateLimit {
    const { limit, periodMs } = this.#month.rateLimit;
    const now = this.#time.now;
    if (this.#period === null || now >= this.#period.endsAt) {
      const others = Math.floor((limit * this.dice.uniform(0, this.#month.othersPercent)) / 100);
      this.#period = { endsAt: Math.ceil((now + periodMs) / 1000) * 1000, ours: 0, others };
    }
    const period = this.#period;
    period.ours += 1;
    const share = limit - Math.floor(limit * (1 - this.#month.sharePercent / 100));
    this.worstExcess = Math.max(this.worstExcess, period.ours - share);
    const remaining = Math.max(0, limit - period.ours - period.others);
    return { limit, remaining, resetsAt: period.endsAt - now + this.#clientNow() };
  }
}
