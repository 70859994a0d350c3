import { SeededRandom } from '../simulation/random.ts';

/** The lines of a file that are mutated together: most mutants are shorter. */
const WINDOW_LINES = 8;

/**
 * Draws line ranges of a file at random, in the format of Stryker's option `mutate`, which creates
 * mutants within them only.
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
