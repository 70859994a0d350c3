/** The sandbox's own time: a clock handed in, moved as tests ask. */
export class SandboxClock {
  readonly #base: () => number;
  #offsetMs = 0;

  constructor(base: () => number = Date.now) {
    this.#base = base;
  }

  /** ms since epoch. */
  readonly now = (): number => this.#base() + this.#offsetMs;

  /** Moves the time on by so many ms (back, if negative); it goes on running from there. */
  advance(ms: number): void {
    this.#offsetMs += ms;
  }

  /** Makes it `time` (ms since epoch) now; it goes on running from there. */
  set(time: number): void {
    this.#offsetMs = time - this.#base();
  }
}
