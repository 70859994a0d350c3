import * as z from 'zod/mini';

/** What is known of the retirement of this version of the API. Times are ms since epoch. */
export const apiLifecycleSchema = z.readonly(
  z.object({
    askedAt: z.nullable(z.number()),
    /** From then on there is a better version; `null` as long as nothing is planned. */
    deprecation: z.nullable(z.number()),
    /** From then on it no longer answers. */
    sunset: z.nullable(z.number()),
  }),
);

export type KnownLifecycle = z.infer<typeof apiLifecycleSchema>;

export const NOT_ASKED_YET: KnownLifecycle = { askedAt: null, deprecation: null, sunset: null };

const DAY_MS = 24 * 60 * 60 * 1000;

/** Whether to ask again: once a day at most. A time ahead of the clock means that the clock was set back. @param now ms since epoch */
export function isLifecycleDue({ askedAt }: KnownLifecycle, now: number): boolean {
  return askedAt === null || askedAt > now || now - askedAt >= DAY_MS;
}
