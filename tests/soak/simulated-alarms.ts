import type { Month } from './month.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Chrome lets no alarm fire sooner, ms. */
const SHORTEST_CHROMIUM_MS = 30_000;

/** An alarm that is set. */
export interface Alarm {
  /** By the clock of the extension, ms since epoch. */
  scheduledTime: number;
  readonly periodInMinutes?: number;
  /**
   * Firefox fixes this when the alarm is made, whatever becomes of the clock. ms since the
   * beginning.
   */
  dueAt: number;
}

/**
 * Simulates the alarms of browsers. Chromium uses the clock, so alarms wait when it is set back,
 * and keeps them over a restart. Firefox uses a timer, and forgets them.
 */
export class SimulatedAlarms {
  readonly #browser: Month['browser'];
  readonly #time: VirtualTime;
  readonly #clientNow: () => number;
  readonly #fire: (name: string) => void;
  readonly #alarms: Map<string, Alarm>;

  constructor(
    browser: Month['browser'],
    time: VirtualTime,
    clientNow: () => number,
    /** Called when an alarm is due; it is for the browser to know whether it is open. */
    fire: (name: string) => void,
    /** The alarms that are set already. */
    alarms: ReadonlyMap<string, Alarm> = new Map(),
  ) {
    this.#browser = browser;
    this.#time = time;
    this.#clientNow = clientNow;
    this.#fire = fire;
    this.#alarms = new Map(alarms);
    for (const [name, alarm] of alarms) this.#watch(name, alarm);
  }

  get(name: string): Pick<Alarm, 'scheduledTime' | 'periodInMinutes'> | undefined {
    return this.#alarms.get(name);
  }

  /** The alarms that are set, by name. */
  get all(): ReadonlyMap<string, Alarm> {
    return new Map(this.#alarms);
  }

  get names(): readonly string[] {
    return [...this.#alarms.keys()];
  }

  create(name: string, when: number, periodInMinutes?: number): void {
    const now = this.#clientNow();
    const shortest = this.#browser === 'chromium' ? SHORTEST_CHROMIUM_MS : 0;
    const wait = Math.max(shortest, when - now);
    const alarm: Alarm = {
      scheduledTime: now + wait,
      ...(periodInMinutes === undefined ? {} : { periodInMinutes }),
      dueAt: this.#time.now + wait,
    };
    this.#alarms.set(name, alarm);
    this.#watch(name, alarm);
  }

  clear(name: string): void {
    this.#alarms.delete(name);
  }

  /** Reschedules the alarms after the clock was set. */
  clockWasSet(): void {
    for (const [name, alarm] of this.#alarms) this.#watch(name, alarm);
  }

  browserCloses(): void {
    if (this.#browser === 'firefox') this.#alarms.clear();
  }

  /** Missed alarms fire now. */
  browserOpens(): void {
    this.clockWasSet();
  }

  #watch(name: string, alarm: Alarm): void {
    const dueAt = () =>
      this.#browser === 'firefox'
        ? alarm.dueAt
        : this.#time.now + alarm.scheduledTime - this.#clientNow();
    this.#time.at(dueAt(), () => {
      if (this.#alarms.get(name) !== alarm || dueAt() > this.#time.now) return;
      if (alarm.periodInMinutes === undefined) this.#alarms.delete(name);
      else this.#again(name, alarm, alarm.periodInMinutes * 60_000);
      this.#fire(name);
    });
  }

  #again(name: string, alarm: Alarm, periodMs: number): void {
    const next = {
      ...alarm,
      scheduledTime: this.#clientNow() + periodMs,
      dueAt: this.#time.now + periodMs,
    };
    this.#alarms.set(name, next);
    this.#watch(name, next);
  }
}
