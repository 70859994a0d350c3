import * as z from 'zod/mini';
import { SENSITIVITY_CHOICES, type Settings } from '../../settings/settings.ts';
import { sensitivityOf, thresholdsOf } from '../model/sensitivity.ts';
import { countFlagged, type Evidence, type EvidenceLog } from './evidence-log.ts';

const found = z.readonly(z.object({ now: z.number(), past30Days: z.number() }));

/** The numbers of the user's own posts that each sensitivity flags over the look-back window. */
export const sensitivityPreviewSchema = z.readonly(
  z.object({
    /** The first ranking that `past30Days` may count, ms since epoch. */
    since: z.catch(z.number(), 0),
    ...{ sensitive: found, balanced: found, quiet: found, custom: found },
  }),
);

export type SensitivityPreview = z.infer<typeof sensitivityPreviewSchema>;

/**
 * Counts what each sensitivity would flag now and would have flagged in the past 30 days, as far
 * back as the log reaches. Hysteresis does not count. `null` where no post could be compared: that
 * is not the same as no breakouts.
 *
 * @param compared posts that could be compared
 */
export function sensitivityPreview(
  current: readonly Evidence[],
  log: EvidenceLog,
  settings: Pick<Settings, 'customMultiple' | 'customMinimumGain'>,
  compared: number,
): SensitivityPreview | null {
  if (compared === 0) return null;
  return sensitivityPreviewSchema.parse({
    since: log.since,
    ...Object.fromEntries(
      SENSITIVITY_CHOICES.map((sensitivity) => {
        const thresholds = thresholdsOf(
          sensitivityOf({ ...settings, sensitivity }),
          log.windowDays,
        );
        return [
          sensitivity,
          {
            now: countFlagged(current, thresholds),
            past30Days: countFlagged(log.evidence, thresholds),
          },
        ];
      }),
    ),
  });
}
