import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AlertMemory, NO_ALERT_MEMORY } from '../../../utils/alerts/alert-memory.ts';
import type { AlertMessage, AlertPost } from '../../../utils/alerts/alert-message.ts';
import { decideAlerts, releaseAlerts } from '../../../utils/alerts/decide-alerts.ts';
import {
  type AlertMoment,
  nextAlertAt,
  type OutgoingAlert,
} from '../../../utils/alerts/send-due.ts';
import type { FlaggedPost } from '../../../utils/breakouts/model/flagged-post.ts';
import {
  type AlertSettings,
  DEFAULT_ALERT_SETTINGS,
} from '../../../utils/settings/alert-settings.ts';
import { NO_MARKS } from '../../../utils/state/initial-state.ts';
import type { Marks } from '../../../utils/state/marks.ts';
import { alertPost } from '../../builders/alert-message.ts';
import { DAY, HOUR, MINUTE } from '../../builders/time.ts';

/* Months of random flags, marks and pauses, in zones whose clocks change by an hour or half. */

const POSTS = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const ZONES = [
  'UTC',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Asia/Kolkata',
  'Africa/Casablanca',
] as const;
/** Some weeks before clocks change in spring or autumn. */
const BEGINNINGS = [Date.UTC(2026, 8, 20), Date.UTC(2027, 1, 20)] as const;

const timeOfDay = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 59))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));

const settingsArbitrary: fc.Arbitrary<AlertSettings> = fc.record({
  ...(Object.fromEntries(
    Object.entries(DEFAULT_ALERT_SETTINGS).map(([name, value]) => [name, fc.constant(value)]),
  ) as { [K in keyof AlertSettings]: fc.Arbitrary<AlertSettings[K]> }),
  alertMaxPerDay: fc.integer({ min: 1, max: 4 }),
  alertQuietHours: fc.boolean(),
  alertQuietFrom: timeOfDay,
  alertQuietUntil: timeOfDay,
  alertDigest: fc.boolean(),
  alertDigestAt: timeOfDay,
  alertDigestDays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
  alertCreators: fc.constantFrom<readonly string[]>([], ['Anna']),
});

type Step = { readonly afterMinutes: number } & (
  | { readonly type: 'ranking'; readonly strengths: readonly number[] }
  | { readonly type: 'seen' | 'snooze' | 'mute' | 'unmute'; readonly post: string }
  | { readonly type: 'pause'; readonly hours: number }
  | { readonly type: 'closed'; readonly days: number }
);

const afterMinutes = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 15, max: 6 * 60 }) },
  { weight: 1, arbitrary: fc.integer({ min: 60, max: 3 * 24 * 60 }) },
);
const post = fc.constantFrom(...POSTS);
const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      afterMinutes,
      type: fc.constant('ranking' as const),
      /** Of each post; 0: it is no breakout. */
      strengths: fc.array(
        fc.oneof(fc.constant(0), fc.constant(0), fc.double({ min: 5, max: 80, noNaN: true })),
        { minLength: POSTS.length, maxLength: POSTS.length },
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      afterMinutes,
      type: fc.constantFrom('seen' as const, 'snooze' as const, 'mute' as const, 'unmute' as const),
      post,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      afterMinutes,
      type: fc.constant('pause' as const),
      hours: fc.integer({ min: 1, max: 24 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      afterMinutes,
      type: fc.constant('closed' as const),
      days: fc.integer({ min: 1, max: 6 }),
    }),
  },
);

interface Sent extends OutgoingAlert {
  readonly at: number;
  readonly marks: Marks;
}

/** A breakout of a post, from the ranking that flags it to the one that does not. */
interface Rise {
  readonly id: string;
  /** The number of messages before it. */
  readonly from: number;
  isOver: boolean;
  /** Marks touched it: it need not be sent. */
  isMarked: boolean;
}

/** Plays the worker: decides at each ranking, and at each alarm while the browser is open. */
class World {
  readonly sent: Sent[] = [];
  readonly rises: Rise[] = [];
  now: number;
  #memory: AlertMemory = NO_ALERT_MEMORY;
  #flags: readonly FlaggedPost[] = [];
  #marks: Marks = NO_MARKS;
  #pausedUntil: number | null = null;
  #ids = 0;
  readonly settings: AlertSettings;
  readonly timeZone: string;

  constructor(settings: AlertSettings, timeZone: string, beginning: number) {
    this.settings = settings;
    this.timeZone = timeZone;
    this.now = beginning;
    this.#release();
  }

  play(step: Step): void {
    if (step.type === 'closed') {
      this.now += step.days * DAY;
      this.#release();
      return;
    }
    this.passUntil(this.now + step.afterMinutes * MINUTE);
    if (step.type === 'ranking') this.#rank(step.strengths);
    else if (step.type === 'pause') this.#pausedUntil = this.now + step.hours * HOUR;
    else this.#mark(step.type, step.post);
  }

  /** Lets time pass with the browser open. */
  passUntil(end: number): void {
    for (let woken = 0; woken < 10_000; woken++) {
      const at = nextAlertAt(this.#memory, this, this.#moment());
      if (at === null || at > end) break;
      // An alarm never comes early.
      this.now = Math.max(at, this.now + MINUTE);
      this.#release();
    }
    this.now = Math.max(this.now, end);
  }

  #moment(): AlertMoment {
    const { now, timeZone } = this;
    const createId = () => `message ${this.#ids++}`;
    return { now, timeZone, pausedUntil: this.#pausedUntil, isSample: false, createId };
  }

  get #preferences() {
    return {
      settings: this.settings,
      marks: this.#marks,
      channels: ['desktop', 'slack'] as const,
    };
  }

  #release(): void {
    this.#take(releaseAlerts(this.#memory, this.#flags, this.#preferences, this.#moment()));
  }

  #rank(strengths: readonly number[]): void {
    const formerFlags = this.#flags;
    const before = new Set(formerFlags.filter((flag) => flag.endedAt === null).map(({ id }) => id));
    const breakouts: AlertPost[] = POSTS.flatMap((id, index) => {
      const strength = strengths[index] as number;
      const creatorName = index % 2 === 0 ? 'Anna' : 'Ben';
      return strength === 0 ? [] : [alertPost({ id, strength, multiple: strength, creatorName })];
    });
    const current = new Set(breakouts.map(({ id }) => id));
    this.#flags = POSTS.flatMap((id): FlaggedPost[] => {
      if (!current.has(id)) return [];
      const known = formerFlags.find((flag) => flag.id === id);
      return [known ?? { id, kind: 'new-hit', firstFlaggedAt: this.now, endedAt: null }];
    });
    for (const { id } of breakouts) {
      if (before.has(id)) continue;
      const isMarked = id in this.#marks.posts;
      this.rises.push({ id, from: this.sent.length, isOver: false, isMarked });
    }
    const ended = POSTS.filter((id) => before.has(id) && !current.has(id));
    for (const rise of this.rises) if (ended.some((id) => id === rise.id)) rise.isOver = true;
    this.#take(
      decideAlerts(
        this.#memory,
        {
          ...{ formerFlags, flags: this.#flags, breakouts },
          ended: ended.map((id) => alertPost({ id, strength: 0, endedAt: this.now })),
          ...{ isFirst: false, isOtherRule: false, windowDays: 7 },
        },
        this.#preferences,
        this.#moment(),
      ),
    );
    // As `pruneMarks` does.
    const kept = Object.entries(this.#marks.posts).filter(
      ([id, mark]) => current.has(id) || mark.seenAt === undefined,
    );
    this.#marks = { ...this.#marks, posts: Object.fromEntries(kept) };
  }

  #mark(type: 'seen' | 'snooze' | 'mute' | 'unmute', id: string): void {
    const { [id]: former, ...others } = this.#marks.posts;
    const marks = {
      seen: { ...former, seenAt: this.now },
      snooze: { snoozed: { until: this.now + DAY } },
      mute: { muted: { at: this.now, accountName: null, caption: null } },
      unmute: undefined,
    };
    const mark = marks[type];
    this.#marks = { ...NO_MARKS, posts: mark === undefined ? others : { ...others, [id]: mark } };
    for (const rise of this.rises)
      if (rise.id === id && (!rise.isOver || !this.#isSent(rise))) rise.isMarked = true;
  }

  #isSent(rise: Rise): boolean {
    return this.sent.slice(rise.from).some(({ message }) => names(message, rise.id));
  }

  #take({ messages, memory }: { messages: readonly OutgoingAlert[]; memory: AlertMemory }): void {
    this.#memory = memory;
    for (const one of messages) this.sent.push({ ...one, at: this.now, marks: this.#marks });
  }
}

function names(message: AlertMessage, id: string): boolean {
  return message.posts.some((post) => post.id === id);
}

/** The wall clock of a zone, by another way than the code's: `2026-10-25 02:30`. */
function wallClock(at: number, timeZone: string): string {
  return new Date(at).toLocaleString('sv-SE', { timeZone }).slice(0, 16);
}

interface Months {
  readonly settings: AlertSettings;
  readonly timeZone: string;
  readonly beginning: number;
  readonly steps: readonly Step[];
}

const months: fc.Arbitrary<Months> = fc.record({
  settings: settingsArbitrary,
  timeZone: fc.constantFrom(...ZONES),
  beginning: fc.constantFrom(...BEGINNINGS),
  steps: fc.array(stepArbitrary, { minLength: 40, maxLength: 200, size: 'max' }),
});

function worldOf({ settings, timeZone, beginning, steps }: Months): World {
  const world = new World(settings, timeZone, beginning);
  for (const step of steps) world.play(step);
  // Long enough for everything that was held back.
  world.passUntil(world.now + 30 * DAY);
  return world;
}

/** Not shrunk: playing months again and again takes minutes. */
const samples = fc.sample(months, {
  numRuns: 40,
  seed: fc.readConfigureGlobal().seed ?? 1,
});

const TESTED_CHANNELS = ['desktop', 'slack'] as const;

const byChannel = (sent: readonly Sent[], channel: string) =>
  sent.filter((one) => one.channel === channel);

describe('decideAlerts over months', () => {
  it.each(samples)('loses nothing, and sends nothing twice, too much or unwanted: %#', (played) => {
    const world = worldOf(played);
    for (const channel of TESTED_CHANNELS) {
      expectNothingTwice(world, channel);
      expectNoMorePerDay(world, channel);
      expectNothingLost(world, channel);
    }
    expectQuietHours(world);
    expectNothingUnwanted(world);
  });
});

/** Nothing is sent twice per rise, unless it has doubled since. */
function expectNothingTwice(world: World, channel: string): void {
  for (const rise of world.rises) {
    const next = world.rises.find(({ id, from }) => id === rise.id && from > rise.from);
    let last: number | null = null;
    for (const { message } of byChannel(world.sent.slice(rise.from, next?.from), channel)) {
      const sent = message.posts.find(({ id }) => id === rise.id);
      if (sent === undefined || message.kind === 'digest') continue;
      if (last !== null) {
        expect(sent.strength).toBeGreaterThanOrEqual(2 * last);
        expect(sent.formerMultiple).not.toBeNull();
      }
      last = sent.strength;
    }
  }
}

/** No more messages are sent on a day than the user allows. */
function expectNoMorePerDay(world: World, channel: string): void {
  const days = byChannel(world.sent, channel).map(({ at }) =>
    wallClock(at, world.timeZone).slice(0, 10),
  );
  for (const times of Map.groupBy(days, (day) => day).values())
    expect(times.length).toBeLessThanOrEqual(world.settings.alertMaxPerDay);
}

/** Every breakout is sent that neither a mark hides nor a filter leaves out. */
function expectNothingLost(world: World, channel: string): void {
  const { alertCreators, alertDigest } = world.settings;
  for (const rise of world.rises) {
    const isAnna = POSTS.indexOf(rise.id as (typeof POSTS)[number]) % 2 === 0;
    if (rise.isMarked || (alertCreators.length > 0 && !isAnna)) continue;
    const isSent = byChannel(world.sent.slice(rise.from), channel).some(({ message }) =>
      names(message, rise.id),
    );
    expect({ rise, channel, alertDigest, isSent }).toMatchObject({ isSent: true });
  }
}

/** Nothing is sent in the quiet hours. */
function expectQuietHours(world: World): void {
  const { alertQuietHours, alertQuietFrom: from, alertQuietUntil: until } = world.settings;
  if (!alertQuietHours) return;
  for (const { at } of world.sent) {
    const time = wallClock(at, world.timeZone).slice(11);
    const isQuiet = from <= until ? from <= time && time < until : time >= from || time < until;
    expect({ time, isQuiet }).toEqual({ time, isQuiet: false });
  }
}

/** No message names a post that is seen, snoozed, muted or left out by a filter. */
function expectNothingUnwanted(world: World): void {
  const { alertCreators } = world.settings;
  for (const { message, at, marks } of world.sent) {
    for (const { id, creatorName } of message.posts) {
      const mark = marks.posts[id];
      const isSnoozed =
        mark?.snoozed !== undefined && 'until' in mark.snoozed && at < mark.snoozed.until;
      expect([mark?.seenAt, mark?.muted, isSnoozed]).toEqual([undefined, undefined, false]);
      if (alertCreators.length > 0) expect(alertCreators).toContain(creatorName);
    }
  }
}
