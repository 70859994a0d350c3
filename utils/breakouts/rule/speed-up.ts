import { type AgeClasses, ageClassMedians } from '../baseline/age-class.ts';
import type { Expected } from '../baseline/expected-gain.ts';
import type { PostTable } from '../model/post-table.ts';
import { valueAt } from '../stats/value-at.ts';
import { multipleOf, SUPPORT_VIEWS } from './multiple.ts';

/**
 * Speed-up q of each post older than the window: how its gain compares with that of the window
 * before, against what is usual at its age,
 *
 *     ln q = r − ρ,   r = ln( m / m₀ ),   m = (g + κ)/(E + κ),   m₀ = (d₀ + κ)/(E₀ + κ)
 *
 * with d₀ and E₀ the gain and the usual gain of the window before, and ρ the median r of the
 * platform's other posts of that age. A post that goes on as it did has q ≈ 1, however fast. `NaN`
 * where the window before is not known.
 *
 * At most 1 where the daily gain fell, (g + κ)/days < (d₀ + κ)/days₀: an evergreen that loses less
 * than others do at its age has not sped up.
 */
export function speedUp(table: PostTable, expected: Expected, classes: AgeClasses): Float64Array {
  const { size, age, fromAge, previousFromAge, gain, previousGain, isUncertain, windowDays } =
    table;
  const change = new Float64Array(size).fill(Number.NaN);
  for (let row = 0; row < size; row++) {
    if (!(valueAt(age, row) > windowDays)) continue;
    const now = multipleOf(valueAt(gain, row), valueAt(expected.gain, row));
    const before = multipleOf(valueAt(previousGain, row), valueAt(expected.previousGain, row));
    change[row] = Math.log(now / before);
  }
  const counted = change.map((logChange, row) => (isUncertain[row] === 0 ? logChange : Number.NaN));
  const usual = ageClassMedians(classes, counted);
  return change.map((logChange, row) => {
    const relative = Math.exp(logChange - valueAt(usual, row));
    const days = valueAt(age, row) - valueAt(fromAge, row);
    const daysBefore = valueAt(fromAge, row) - valueAt(previousFromAge, row);
    const fell =
      (valueAt(gain, row) + SUPPORT_VIEWS) * daysBefore <
      (valueAt(previousGain, row) + SUPPORT_VIEWS) * days;
    return fell ? Math.min(relative, 1) : relative;
  });
}
