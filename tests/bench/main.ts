/** `npm run bench`: times what has a goal, each beside what it is measured against, in one run; with `--json` the rows. Exit code 1 when a goal is missed. */
import { benchRanking } from './ranking.ts';

const rows = [...benchRanking()];

if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
else {
  for (const { what, unit, ours, baseline, ratio, goal } of rows) {
    const verdict = ratio <= goal ? 'ok' : 'MISSED';
    process.stdout.write(
      `${what}: ${ours.toFixed(0)} ${unit} / ${baseline.toFixed(0)} ${unit} = ${ratio.toFixed(1)} (goal: at most ${goal}) ${verdict}\n`,
    );
  }
}
if (rows.some(({ ratio, goal }) => ratio > goal)) process.exitCode = 1;
