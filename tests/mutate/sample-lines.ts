import { SeededRandom } from '../simulation/random.ts';

/** Lines of a file that are mutated together: most mutants lie within as many. */
const WINDOW_LINES = 8;

/**
 * Draws stretches of a file at random, as Stryker's `mutate` option names them: mutants that lie
 * within one of them are made, others are not.
 *
 * @param percent the share of the file's lines
 * @param seed the same seed draws the same stretches
 */
export function sampleLines(path: string, lines: number, percent: number, seed: number): string[] {
  if (percent >= 100) return [path];
  const dice = new SeededRandom(
    seed,
    [...path].reduce((sum, letter) => sum + letter.charCodeAt(0), 0),
  );
  const ranges: string[] = [];
  for (let first = 1; first <= lines; first += WINDOW_LINES) {
    if (dice.next() * 100 < percent)
      ranges.push(`${path}:${first}-${Math.min(lines, first + WINDOW_LINES - 1)}`);
  }
  return ranges;
}
