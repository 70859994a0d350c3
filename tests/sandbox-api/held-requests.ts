import { type LoggedRequest, matches, type RequestMatcher } from './request-log.ts';

/** A request that has arrived and gets no response until it is released. */
export interface HeldRequest {
  readonly request: LoggedRequest;
  /** Lets the request get its response. */
  release(): void;
}

/** Requests that are held on arrival, until {@link HoldQueue.stop}. */
export interface HoldQueue {
  /** Returns the next held request. */
  next(): Promise<HeldRequest>;
  /** Stops holding, and releases all held requests. */
  stop(): void;
}

interface Hold {
  readonly matcher: RequestMatcher;
  readonly releases: Set<() => void>;
  readonly arrived: HeldRequest[];
  readonly waiting: ((held: HeldRequest) => void)[];
}

/** Holds requests between arrival and response, for tests that act while one is in flight. */
export class HeldRequests {
  readonly #holds = new Set<Hold>();

  /** Holds every request that the matcher selects. */
  holdAll(matcher: RequestMatcher): HoldQueue {
    const hold: Hold = { matcher, releases: new Set(), arrived: [], waiting: [] };
    this.#holds.add(hold);
    return {
      next: () => {
        const held = hold.arrived.shift();
        return held ? Promise.resolve(held) : new Promise((resolve) => hold.waiting.push(resolve));
      },
      stop: () => this.#stop(hold),
    };
  }

  /** Holds the next request that the matcher selects, and no later one. */
  async holdOne(matcher: RequestMatcher): Promise<HeldRequest> {
    let isTaken = false;
    const once = (request: LoggedRequest) => {
      const isFirst = !isTaken && (matcher.where?.(request) ?? true);
      isTaken ||= isFirst;
      return isFirst;
    };
    return this.holdAll({ ...matcher, where: once }).next();
  }

  /** Waits while the request is held. */
  async pass(request: LoggedRequest): Promise<void> {
    const hold = [...this.#holds].find((candidate) => matches(candidate.matcher, request));
    if (!hold) return;
    await new Promise<void>((resolve) => {
      hold.releases.add(resolve);
      const held = {
        request,
        release: () => {
          hold.releases.delete(resolve);
          resolve();
        },
      };
      const waiting = hold.waiting.shift();
      if (waiting) waiting(held);
      else hold.arrived.push(held);
    });
  }

  /** Releases everything and stops holding. */
  stopAll(): void {
    for (const hold of this.#holds) this.#stop(hold);
  }

  #stop(hold: Hold): void {
    this.#holds.delete(hold);
    for (const release of hold.releases) release();
    hold.releases.clear();
  }
}
