import { buildSizes } from '../checks/build-sizes.ts';
import { type BenchRow, benchRow } from './bench-row.ts';
import { BUILD } from './bench-session.ts';

/** Sizes of the production build that `npm run build` made, against what they should be at most. */
export function benchSizes(): BenchRow[] {
  const { popup, background, backgroundAndParts, whole } = buildSizes(BUILD);
  return [
    benchRow('popup page with its scripts and styles, gzip', 'kB', popup / 1000, 20, 1),
    benchRow('background, what it loads when it starts, gzip', 'kB', background / 1000, 30, 1),
    benchRow('background with what it loads for a sync, gzip', 'kB', backgroundAndParts / 1000, 30, null),
    benchRow('whole extension, gzip', 'kB', whole / 1000, 120, 1),
  ];
}
