/** The sandbox's clock, which tests can move. */
export class SandboxClock {
  readonly #base: () => number;
  #offsetMs = 0;

  constructor(base: () => number = Date.now) {
    this.#base = base;
  }

  /** ms since epoch. */
  readonly now = (): number => this.#base() + this.#offsetMs;

  /** Advances the running clock by `ms`, which may be negative. */
  advance(ms: number): void {
    this.#offsetMs += ms;
  }

  /** Sets the running clock to `time` (ms since epoch). */
  set(time: number): void {
    this.#offsetMs = time - this.#base();
  }
}
