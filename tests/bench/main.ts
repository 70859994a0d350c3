/** `npm run bench`: measures the figures that have goals, each against a baseline. */
import { parseArgs } from 'node:util';
import { ensureBuilds } from '../checks/ensure-builds.ts';
import { runCommand, UsageError } from '../cli/run-command.ts';
import type { BenchRow } from './bench-row.ts';
import { benchFirefoxIdle } from './firefox-idle.ts';
import { benchFullSync } from './full-sync.ts';
import { benchFullView } from './full-view.ts';
import { benchHundredThousand } from './hundred-thousand.ts';
import { benchManyAccounts } from './many-accounts.ts';
import { benchPopup } from './popup.ts';
import { benchRanking } from './ranking.ts';
import { benchSettingChange } from './setting-change.ts';
import { benchDay, benchGrowth } from './simulated-day.ts';
import { benchSizes } from './sizes.ts';
import { benchStoredBytes } from './stored-bytes.ts';
import { benchWorkerStart } from './worker-start.ts';

const BENCHMARKS: Readonly<Record<string, () => BenchRow[] | Promise<BenchRow[]>>> = {
  ranking: benchRanking,
  sizes: benchSizes,
  'worker-start': benchWorkerStart,
  'full-sync': benchFullSync,
  'hundred-thousand': benchHundredThousand,
  popup: benchPopup,
  'full-view': benchFullView,
  'stored-bytes': benchStoredBytes,
  'setting-change': benchSettingChange,
  'many-accounts': () => benchManyAccounts(),
  'firefox-idle': benchFirefoxIdle,
  growth: benchGrowth,
  'day-hourly': () => benchDay(60),
  'day-quarterly': () => benchDay(15),
};

const USAGE = `Usage: npm run bench -- [options] [NAME ...]

Measures the production build in Chromium, all of it or the benchmarks named:
${Object.keys(BENCHMARKS)
  .map((name) => `  ${name}`)
  .join('\n')}

  --json   prints the rows as JSON on standard output, and nothing else there
  --help   shows this

All of it takes about 15 minutes. Builds first when the build is missing or older than its sources.
Exit code 1 when a goal is missed.`;

await runCommand(USAGE, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const unknown = positionals.find((name) => !Object.hasOwn(BENCHMARKS, name));
  if (unknown !== undefined) {
    const names = Object.keys(BENCHMARKS).join(', ');
    throw new UsageError(`There is no benchmark "${unknown}"; there are ${names}.`);
  }
  await ensureBuilds();
  const chosen = Object.entries(BENCHMARKS).filter(
    ([name]) => positionals.length === 0 || positionals.includes(name),
  );
  const rows: BenchRow[] = [];
  for (const [index, [name, bench]] of chosen.entries()) {
    process.stderr.write(`[${index + 1} of ${chosen.length}] ${name}\n`);
    const startedAt = performance.now();
    const measured = await bench();
    rows.push(...measured);
    if (!values.json) for (const row of measured) console.log(describeRow(row));
    process.stderr.write(`  ${((performance.now() - startedAt) / 1000).toFixed(0)} s\n`);
  }
  if (values.json) console.log(JSON.stringify(rows, null, 2));
  if (rows.some(({ ratio, goal }) => goal !== null && !(ratio <= goal))) process.exitCode = 1;
});

function describeRow({ what, unit, ours, baseline, ratio, goal }: BenchRow): string {
  const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });
  const verdict =
    goal === null ? '' : ` (goal: at most ${goal}) ${ratio <= goal ? 'ok' : 'MISSED'}`;
  const measured = `${number.format(ours)} / ${number.format(baseline)} ${unit}`;
  return `${what}: ${measured} = ${ratio.toFixed(3)}${verdict}`;
}
