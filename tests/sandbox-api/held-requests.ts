import { type LoggedRequest, matches, type RequestMatcher } from './request-log.ts';

/** A request that has arrived and gets no answer until it is released. */
export interface HeldRequest {
  readonly request: LoggedRequest;
  /** Lets it go on to its answer. */
  release(): void;
}

/** Requests that are held as they come, until {@link HoldQueue.stop}. */
export interface HoldQueue {
  /** The next request that was held, or will be. */
  next(): Promise<HeldRequest>;
  /** Holds no further ones and releases those that are held. */
  stop(): void;
}

interface Hold {
  readonly matcher: RequestMatcher;
  readonly releases: Set<() => void>;
  readonly arrived: HeldRequest[];
  readonly waiting: ((held: HeldRequest) => void)[];
}

/**
 * Stops requests between their arrival and their answer, for tests that do something while one is
 * in flight.
 */
export class HeldRequests {
  readonly #holds = new Set<Hold>();

  /** Holds every request that the matcher is about. */
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

  /** Holds the next request that the matcher is about; later ones pass. */
  async holdOne(matcher: RequestMatcher): Promise<HeldRequest> {
    let isTaken = false;
    const once = (request: LoggedRequest) => {
      const isFirst = !isTaken && (matcher.where?.(request) ?? true);
      isTaken ||= isFirst;
      return isFirst;
    };
    return this.holdAll({ ...matcher, where: once }).next();
  }

  /** Waits while the request is held; returns at once when no hold is about it. */
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

  /** Releases everything and holds nothing more. */
  stopAll(): void {
    for (const hold of this.#holds) this.#stop(hold);
  }

  #stop(hold: Hold): void {
    this.#holds.delete(hold);
    for (const release of hold.releases) release();
    hold.releases.clear();
  }
}
