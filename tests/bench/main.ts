/**
 * `npm run bench [name …]`: measures what has a goal, each beside what it is measured against, in one run; all of it, or the benchmarks named. With
 * `--json` the rows. Exit code 1 when a goal is missed.
 */
import type { BenchRow } from './bench-row.ts';
import { benchFullSync } from './full-sync.ts';
import { benchHundredThousand } from './hundred-thousand.ts';
import { benchRanking } from './ranking.ts';
import { benchDay, benchGrowth } from './simulated-day.ts';
import { benchSizes } from './sizes.ts';
import { benchWorkerStart } from './worker-start.ts';

const BENCHMARKS: Readonly<Record<string, () => BenchRow[] | Promise<BenchRow[]>>> = {
  ranking: benchRanking,
  sizes: benchSizes,
  'worker-start': benchWorkerStart,
  'full-sync': benchFullSync,
  'hundred-thousand': benchHundredThousand,
  growth: benchGrowth,
  'day-hourly': () => benchDay(60),
  'day-quarterly': () => benchDay(15),
};

const words = process.argv.slice(2);
const isJson = words.includes('--json');
const names = words.filter((word) => !word.startsWith('--'));
const unknown = names.find((name) => !Object.hasOwn(BENCHMARKS, name));
if (unknown !== undefined) {
  throw new Error(`There is no benchmark ${unknown}; there are ${Object.keys(BENCHMARKS).join(', ')}.`);
}

const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });
const rows: BenchRow[] = [];
for (const [name, bench] of Object.entries(BENCHMARKS)) {
  if (names.length > 0 && !names.includes(name)) continue;
  for (const row of await bench()) {
    rows.push(row);
    if (isJson) continue;
    const { what, unit, ours, baseline, ratio, goal } = row;
    const verdict = goal === null ? '' : ` (goal: at most ${goal}) ${ratio <= goal ? 'ok' : 'MISSED'}`;
    console.log(`${what}: ${number.format(ours)} / ${number.format(baseline)} ${unit} = ${ratio.toFixed(3)}${verdict}`);
  }
}
if (isJson) console.log(JSON.stringify(rows, null, 2));
if (rows.some(({ ratio, goal }) => goal !== null && !(ratio <= goal))) process.exitCode = 1;
