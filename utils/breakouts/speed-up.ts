import { ageClassMedians } from './age-class.ts';
import type { Expected } from './expected-gain.ts';
import { multipleOf } from './multiple.ts';
import type { PostTable } from './post-table.ts';

/**
 * Speed-up q of each post older than two windows: how its gain compares with that of the window before, against what is usual at its age,
 *
 *     ln q = r − ρ,   r = ln( m / m₀ ),   m = (g + κ)/(E + κ),   m₀ = (d₀ + κ)/(E₀ + κ)
 *
 * with d₀ and E₀ the gain and the usual gain of the window before, and ρ the median r of the platform's other posts of that age. A post that goes on as it did
 * has q ≈ 1, however fast. `NaN` where the window before is not known.
 *
 * @param support κ
 */
export function speedUp(table: PostTable, expected: Expected, support: number): Float64Array {
  const { age, gain, previousGain, windowDays } = table;
  const change = new Float64Array(table.size).fill(Number.NaN);
  for (let row = 0; row < table.size; row++) {
    if (!((age[row] as number) > 2 * windowDays)) continue;
    const now = multipleOf(gain[row] as number, expected.gain[row] as number, support);
    const before = multipleOf(previousGain[row] as number, expected.previousGain[row] as number, support);
    change[row] = Math.log(now / before);
  }
  const usual = ageClassMedians(table, change);
  return change.map((logChange, row) => Math.exp(logChange - (usual[row] as number)));
}
