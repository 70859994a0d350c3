/**
 * `npm run evaluate`: how right the breakout rule is, beside simpler ones, in simulated worlds where the truth is known; with `--data DIR` replayed on real
 * series. `--json` prints rows instead of tables; `--seeds A-B` and `--quick` take other seeds or fewer.
 */
import { type EvaluateOptions, readOptions, USAGE } from './command-line.ts';
import { replayReport, replayTable } from './replay-report.ts';
import { LEGEND, reportTable, simulationReport } from './simulation-report.ts';
import { readVideoSeries } from './video-series.ts';

try {
  evaluate(readOptions(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n${USAGE}\n`);
  process.exitCode = 1;
}

function evaluate({ data, json, seeds }: EvaluateOptions): void {
  if (data !== null) {
    const rows = replayReport(readVideoSeries(data));
    process.stdout.write(`${json ? JSON.stringify(rows, null, 2) : replayTable(rows)}\n`);
    return;
  }
  const started = performance.now();
  const rows = simulationReport(seeds, (done) => {
    process.stderr.write(`${done[0]?.world}, w = ${done[0]?.window}: done\n`);
  });
  if (json) {
    process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    return;
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const range = `seeds ${seeds[0]}–${seeds.at(-1)}`;
  process.stdout.write(`${reportTable(rows)}\n\n${LEGEND}\n${range}, ${seconds} s\n`);
}
