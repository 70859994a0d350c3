import * as z from 'zod/mini';

/** A pause of all alerts. */
export const alertPauseSchema = z.readonly(
  z.object({
    /** Its end, ms since epoch; `null`: alerts are not paused. */
    until: z.nullable(z.number()),
  }),
);

export type AlertPause = z.infer<typeof alertPauseSchema>;

export const NOT_PAUSED: AlertPause = { until: null };
