import * as z from 'zod/mini';
import { DAY_MS } from '../time/units.ts';

/**
 * The latest moment that JavaScript can write as a date (ECMA-262, time values); ms since epoch.
 */
const LATEST_DATE = 8.64e15;

const time = z.catch(z.nullable(z.number().check(z.minimum(0), z.maximum(LATEST_DATE))), null);

/** The deprecation of this version of the API, as far as it is known. Times are ms since epoch. */
export const apiDeprecationSchema = z.readonly(
  z.object({
    askedAt: time,
    /** From then on there is a better version; `null` as long as nothing is planned. */
    deprecation: time,
    /** From then on it no longer answers. */
    sunset: time,
  }),
);

export type ApiDeprecation = z.infer<typeof apiDeprecationSchema>;

/**
 * Returns true once a day. A time in the future means that the clock was set back.
 *
 * @param now ms since epoch
 */
export function isDeprecationCheckDue({ askedAt }: ApiDeprecation, now: number): boolean {
  return askedAt === null || askedAt > now || now - askedAt >= DAY_MS;
}
