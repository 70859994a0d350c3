import * as z from 'zod/mini';
import { FORMER_OUTCOMES, withFormerNames } from './former-names.ts';

/** The kinds of events in the diagnostics. */
export const EVENT_KINDS = [
  'worker-started',
  'synced',
  'key-checked',
  'key-saved',
  'key-removed',
  'settings-changed',
  'storage-repaired',
  'access-removed',
  'access-granted',
] as const;

/** More events are not kept. */
export const MAX_EVENTS = 50;

/**
 * The latest moment that JavaScript can write as a date (ECMA-262, time values); ms since epoch.
 */
const LATEST_DATE = 8.64e15;

/** Version 0.1 stored `storage-healed` for what is now called `storage-repaired`. */
const kindSchema = z.pipe(
  z.enum([...EVENT_KINDS, 'storage-healed']),
  z.transform((kind) => (kind === 'storage-healed' ? 'storage-repaired' : kind)),
);

/** Something that happened. It never holds the key, a caption or the name of an account. */
const eventSchema = z.readonly(
  z.object({
    /** ms since epoch; of the last one when it happened several times. */
    at: z.number().check(z.minimum(0), z.maximum(LATEST_DATE)),
    type: kindSchema,
    /**
     * A problem's kind, a notice, the reason of a pause, or a word of its own (`complete`,
     * `cancelled`).
     */
    outcome: withFormerNames(FORMER_OUTCOMES, z.nullable(z.string())),
    /** The request id of the deciding response, to quote to CreatorAudit's support. */
    requestId: z.nullable(z.string()),
    /** The number of times in a row. */
    count: z.number(),
    /** The trigger of a sync, its pages, its requests and its duration (ms). */
    sync: z.nullable(
      z.object({
        trigger: withFormerNames(
          { planned: 'scheduled', wanted: 'manual' },
          z.enum(['scheduled', 'manual']),
        ),
        pages: z.number(),
        requests: z.number(),
        durationMs: z.number(),
      }),
    ),
  }),
);

const formerEventSchema = z.looseObject({ what: z.unknown(), times: z.unknown() });

/** Migrates the events of version 0.1.0, which named `type` `what` and `count` `times`. */
export function migrateEvents(stored: unknown): unknown {
  return z
    .array(formerEventSchema)
    .parse(stored)
    .map(({ what, times, ...event }) => ({ ...event, type: what, count: times }));
}

export type WorkerEvent = z.infer<typeof eventSchema>;

/** The last events, oldest first. */
export const eventsSchema = z.readonly(z.array(eventSchema));

/** An event before it is appended. */
export type NewEvent = Pick<WorkerEvent, 'type'> &
  Partial<Omit<WorkerEvent, 'type' | 'at' | 'count'>>;

/**
 * The list with one more event: the same thing again only counts up, and the oldest make room.
 *
 * @param now ms since epoch
 */
export function appendEvent(
  events: readonly WorkerEvent[],
  newEvent: NewEvent,
  now: number,
): readonly WorkerEvent[] {
  const event: WorkerEvent = {
    outcome: null,
    requestId: null,
    sync: null,
    ...newEvent,
    at: now,
    count: 1,
  };
  const last = events.at(-1);
  const isAgain =
    last !== undefined &&
    last.type === event.type &&
    last.outcome === event.outcome &&
    event.sync === null &&
    event.requestId === null;
  return isAgain
    ? [...events.slice(0, -1), { ...event, count: last.count + 1 }]
    : [...events, event].slice(-MAX_EVENTS);
}
