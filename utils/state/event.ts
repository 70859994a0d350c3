import * as z from 'zod/mini';
import { FORMER_OUTCOMES, withFormerNames } from './former-names.ts';

/** What the diagnostics tell of. */
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

/** The latest moment that JavaScript can write as a date (ECMA-262, time values); ms since epoch. */
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
    what: kindSchema,
    /** A problem's kind, a notice, the reason of a pause, or a word of its own (`complete`, `cancelled`). */
    outcome: withFormerNames(FORMER_OUTCOMES, z.nullable(z.string())),
    /** Of the answer that decided the outcome: to quote to CreatorAudit's support. */
    requestId: z.nullable(z.string()),
    /** How often in a row. */
    times: z.number(),
    /** Of a sync: what started it, how many pages came, how many requests were made, how long it took (ms). */
    sync: z.nullable(
      z.object({
        trigger: withFormerNames({ planned: 'scheduled', wanted: 'manual' }, z.enum(['scheduled', 'manual'])),
        pages: z.number(),
        requests: z.number(),
        durationMs: z.number(),
      }),
    ),
  }),
);

export type WorkerEvent = z.infer<typeof eventSchema>;

/** The last events, oldest first. */
export const eventsSchema = z.readonly(z.array(eventSchema));

/** What there is to say of something that happens now. */
export type NewEvent = Pick<WorkerEvent, 'what'> & Partial<Omit<WorkerEvent, 'what' | 'at' | 'times'>>;

/** The list with one more event: the same thing again only counts up, and the oldest make room. @param now ms since epoch */
export function appendEvent(events: readonly WorkerEvent[], happening: NewEvent, now: number): readonly WorkerEvent[] {
  const event: WorkerEvent = { outcome: null, requestId: null, sync: null, ...happening, at: now, times: 1 };
  const last = events.at(-1);
  const isAgain =
    last !== undefined &&
    last.what === event.what &&
    last.outcome === event.outcome &&
    event.sync === null &&
    event.requestId === null;
  return isAgain
    ? [...events.slice(0, -1), { ...event, times: last.times + 1 }]
    : [...events, event].slice(-MAX_EVENTS);
}
