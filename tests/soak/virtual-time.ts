/** Something that is to happen. */
interface Appointment {
  readonly at: number;
  /** Of two for the same time the one created first comes first. */
  readonly order: number;
  readonly happen: () => void;
}

/**
 * Time that passes only when something happens: whole ms since the beginning of the simulation,
 * never back. Fake timers do not do here: between two happenings they wait for promises only, and
 * not until the transactions of the simulated databases are at rest.
 */
export class VirtualTime {
  /** A binary heap: earliest first. */
  readonly #appointments: Appointment[] = [];
  #now: number;
  #made = 0;

  /** @param now the time to begin at, ms since the beginning of the simulation */
  constructor(now = 0) {
    this.#now = now;
  }

  get now(): number {
    return this.#now;
  }

  /** Schedules `happen` for a time; for a past time it runs after all that is due before. */
  at(moment: number, happen: () => void): void {
    const heap = this.#appointments;
    const made = { at: Math.max(Math.ceil(moment), this.#now), order: this.#made++, happen };
    let place = heap.push(made) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !isBefore(made, parent)) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = made;
  }

  in(ms: number, happen: () => void): void {
    this.at(this.#now + ms, happen);
  }

  /**
   * Lets time pass until `end`. @param settle resolves when all that the last happening led to has
   * come to a halt
   */
  async passUntil(end: number, settle: () => Promise<void>): Promise<void> {
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#now = next.at;
      next.happen();
      await settle();
    }
    this.#now = end;
  }

  #next(end: number): Appointment | undefined {
    const heap = this.#appointments;
    const first = heap[0];
    if (first === undefined || first.at > end) return undefined;
    const last = heap.pop();
    if (last !== undefined && heap.length > 0) this.#sink(last);
    return first;
  }

  #sink(sinking: Appointment): void {
    const heap = this.#appointments;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const right = heap[left + 1];
      const below = right !== undefined && isBefore(right, heap[left] ?? right) ? left + 1 : left;
      const child = heap[below];
      if (child === undefined || !isBefore(child, sinking)) break;
      heap[place] = child;
      place = below;
    }
    heap[place] = sinking;
  }
}

function isBefore(one: Appointment, other: Appointment): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
