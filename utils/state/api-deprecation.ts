import * as z from 'zod/mini';

/** The latest moment that JavaScript can write as a date (ECMA-262, time values); ms since epoch. */
const LATEST_DATE = 8.64e15;

const time = z.catch(z.nullable(z.number().check(z.minimum(0), z.maximum(LATEST_DATE))), null);

/** What is known of the retirement of this version of the API. Times are ms since epoch. */
export const apiLifecycleSchema = z.readonly(
  z.object({
    askedAt: time,
    /** From then on there is a better version; `null` as long as nothing is planned. */
    deprecation: time,
    /** From then on it no longer answers. */
    sunset: time,
  }),
);

export type KnownLifecycle = z.infer<typeof apiLifecycleSchema>;

const DAY_MS = 24 * 60 * 60 * 1000;

/** Whether to ask again: once a day at most. A time ahead of the clock means that the clock was set back. @param now ms since epoch */
export function isLifecycleDue({ askedAt }: KnownLifecycle, now: number): boolean {
  return askedAt === null || askedAt > now || now - askedAt >= DAY_MS;
}
