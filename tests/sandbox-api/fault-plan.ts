import type { Fault } from './fault.ts';
import { type LoggedRequest, matches, type RequestMatcher } from './request-log.ts';

/** The requests that a fault affects, among those that its matcher selects. */
export interface FaultTiming {
  /** Only the nth of them, counted from 1 since the fault was added. */
  readonly nth?: number;
  /** Each of them with this chance (0–1), drawn from the sandbox's seed. */
  readonly probability?: number;
  /** The number of times. Default: until it is removed. */
  readonly times?: number;
}

/** A fault that was added. */
export interface PlannedFault {
  /** The number of affected requests. */
  readonly strikes: number;
  remove(): void;
}

interface Entry {
  readonly matcher: RequestMatcher;
  readonly fault: Fault;
  readonly timing: FaultTiming;
  seen: number;
  strikes: number;
}

/** The faults of a sandbox. If several match a request, the one added first applies. */
export class FaultPlan {
  readonly #random: () => number;
  #entries: Entry[] = [];

  /** @param random Numbers in [0, 1), for faults with a probability. */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** Adds a fault for the requests that the matcher selects. */
  add(matcher: RequestMatcher, fault: Fault, timing: FaultTiming = {}): PlannedFault {
    const entry: Entry = { matcher, fault, timing, seen: 0, strikes: 0 };
    this.#entries.push(entry);
    return {
      get strikes() {
        return entry.strikes;
      },
      remove: () => {
        this.#entries = this.#entries.filter((other) => other !== entry);
      },
    };
  }

  /** Removes all faults. */
  clear(): void {
    this.#entries = [];
  }

  /** Returns the fault of a request, if any, and counts it. */
  strike(request: LoggedRequest): Fault | null {
    let struck: Fault | null = null;
    for (const entry of this.#entries) {
      if (!matches(entry.matcher, request)) continue;
      entry.seen += 1;
      if (struck || !this.#isDue(entry)) continue;
      entry.strikes += 1;
      struck = entry.fault;
    }
    return struck;
  }

  #isDue({ timing, seen, strikes }: Entry): boolean {
    if (timing.nth !== undefined && seen !== timing.nth) return false;
    if (timing.times !== undefined && strikes >= timing.times) return false;
    return timing.probability === undefined || this.#random() < timing.probability;
  }
}
