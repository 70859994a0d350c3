import * as z from 'zod/mini';
import { rateLimitStateSchema } from './rate-budget.ts';

const days = z.catch(z.readonly(z.array(z.number())), []);

/** The capabilities of the API with this key, stored so that a sync need not learn them again. */
export const apiCapabilitiesSchema = z.object({
  /** The key lacks the scope for `POST /videos/deltas`: gains are asked for by GET. */
  deltasByGet: z.catch(z.boolean(), false),
  /** Windows (days) that are answered only when asked for alone. */
  separateWindows: days,
  /**
   * Windows (days) that were not answered alone either. They are asked for with others, and may
   * be unknown.
   */
  unansweredWindows: days,
  rateLimit: z.catch(z.nullable(rateLimitStateSchema), null),
  /** The time by which the API's clock is ahead of the user's, ms; 0 when they agree. */
  clockOffsetMs: z.catch(z.number(), 0),
});

export type ApiCapabilities = Readonly<z.infer<typeof apiCapabilitiesSchema>>;

/** The capabilities before any response. */
export const NOTHING_LEARNED: ApiCapabilities = apiCapabilitiesSchema.parse({});
