import type { UsualByAge } from '../breakouts/output/usual-band.ts';
import { multipleOf } from '../breakouts/rule/multiple.ts';
import { DAY_MS } from '../time/units.ts';
import type { DailyGain } from './daily-gains.ts';

/**
 * Estimates when a post broke out: the beginning of the latest stretch of time in which each gain
 * was a multiple of what is usual at its age. Gains may have become smaller since. For a post that
 * was above from the start it is its birth; where the first gain that is known is such a multiple,
 * it broke out before.
 *
 * @param gains of the post, oldest first
 * @param createdAt ms since epoch
 * @returns `null` where no gain was such a multiple
 */
export function estimateBreakoutStart(
  gains: readonly DailyGain[],
  createdAt: number,
  usual: Pick<UsualByAge, 'gainBetween'>,
  minMultiple: number,
): { readonly at: number; readonly isBefore: boolean } | null {
  const ageAt = (time: number) => (time - createdAt) / DAY_MS;
  const isAbove = ({ from, to, perDay }: DailyGain) => {
    const gained = (perDay * (to - from)) / DAY_MS;
    return multipleOf(gained, usual.gainBetween(ageAt(from), ageAt(to))) >= minMultiple;
  };
  const last = gains.findLastIndex(isAbove);
  if (last < 0) return null;
  const before = gains.slice(0, last).findLastIndex((gain) => !isAbove(gain));
  const { from } = gains[before + 1] as DailyGain;
  return { at: from, isBefore: before < 0 && from > createdAt };
}
