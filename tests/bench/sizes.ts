import { buildSizes, SIZE_GOALS } from '../checks/build-sizes.ts';
import { type BenchRow, benchRow } from './bench-row.ts';
import { BUILD, FIREFOX_BUILD } from './bench-session.ts';

/** Measures the production builds that `npm run build` made against their limits. */
export function benchSizes(): BenchRow[] {
  return [['Chromium', BUILD] as const, ['Firefox', FIREFOX_BUILD] as const].flatMap(
    ([browser, build]) => {
      const sizes = buildSizes(build);
      const row = (what: string, part: keyof typeof sizes) =>
        benchRow(`${browser}: ${what}, gzip`, 'kB', sizes[part] / 1000, SIZE_GOALS[part] / 1000, 1);
      return [
        row('what the popup loads before its first row', 'popup'),
        row('what the popup loads after its first frame', 'popupLater'),
        row('whole background', 'background'),
        row('whole extension', 'whole'),
      ];
    },
  );
}
