import type { PlatformCorrection } from '../breakouts/rule/platform-corrections.ts';
import { formatDate } from '../format/age.ts';
import { DAY_MS } from '../time/units.ts';
import { platformName } from './platform-name.ts';
import type { Translate } from './translate.ts';

/** The largest uncertainty of a correction that is given with one date. */
const MAX_RANGE_OF_ONE_DATE_MS = 1.5 * DAY_MS;

/** Writes when a platform removed views from most of its posts. */
export function correctionMessage(
  { platform, from, to }: PlatformCorrection,
  { t, locale }: { readonly t: Translate; readonly locale: string },
): string {
  const name = platformName(platform, t);
  return to - from <= MAX_RANGE_OF_ONE_DATE_MS
    ? t('notice.corrected', name, formatDate((from + to) / 2, locale))
    : t('notice.correctedBetween', name, formatDate(from, locale), formatDate(to, locale));
}
