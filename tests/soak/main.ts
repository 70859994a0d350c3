/**
 * `npm run soak`: simulates months of trouble, each twice: with 20,000 posts and the extension's
 * sync alone, and with a few posts and the whole worker.
 */
import { parseArgs } from 'node:util';
import { runCommand, UsageError } from '../cli/run-command.ts';
import { wholeNumber } from '../cli/whole-number.ts';
import { drawMonth } from './month.ts';
import { liveAMonth, type MonthReport } from './simulate-month.ts';
import { liveWithTheWorker, type WorkerMonthReport } from './simulate-worker-month.ts';

const USAGE = `Usage: npm run soak -- [COUNT] [FIRST]

Simulates COUNT months of trouble (default: 500) on a fake clock: an API that fails, a worker that
dies, a browser that is closed, a clock that jumps. Prints every promise that was broken, and ends
with "N passed, N failed" and exit code 1 when one was. 500 months take about an hour.

  COUNT    months, 1 to 100000
  FIRST    seed of the first month (default: 1); month N of two runs with one seed is the same
  --help   shows this`;

const REPORT_EVERY = 25;

await runCommand(USAGE, async (args) => {
  const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
  const [countText = '500', firstText = '1', ...rest] = positionals;
  if (rest.length > 0)
    throw new UsageError(`soak takes COUNT and FIRST, not "${rest.join(' ')}" too.`);
  const count = wholeNumber('COUNT', countText, 1, 100_000);
  const failed = await soak(count, wholeNumber('FIRST', firstText, 0, 2 ** 31 - 1));
  console.log(`${count - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
});

/**
 * Simulates the months of seeds from `first` on. @returns the number of months that broke a promise
 */
async function soak(count: number, first: number): Promise<number> {
  const reports: MonthReport[] = [];
  const workerReports: WorkerMonthReport[] = [];
  let failed = 0;
  const startedAt = performance.now();
  for (let seed = first; seed < first + count; seed++) {
    const report = await liveAMonth(drawMonth(seed));
    for (const sentence of report.broken) console.log(`✗ seed ${seed}: ${sentence}`);
    reports.push(report);
    const workerReport = await liveWithTheWorker(drawMonth(seed));
    for (const sentence of workerReport.broken) {
      console.log(`✗ seed ${seed}, whole worker: ${sentence}`);
    }
    workerReports.push(workerReport);
    if (report.broken.length + workerReport.broken.length > 0) failed += 1;
    if (reports.length % REPORT_EVERY === 0 || reports.length === count) {
      const seconds = (performance.now() - startedAt) / 1000;
      console.log(`${reports.length} of ${count} months, ${seconds.toFixed(0)} s`);
    }
  }
  printTotals(reports, workerReports);
  return failed;
}

function printTotals(reports: MonthReport[], workerReports: WorkerMonthReport[]): void {
  const mostAttempts = Math.max(...reports.map((report) => report.mostAttemptsInAnHour));
  console.log(
    `20,000 posts: ${describeTotals(reports)}. ` +
      `Most scheduled attempts in an hour: ${mostAttempts}; ` +
      `slowest recovery ${max(reports, (report) => report.slowestRecoveryHours)} h.`,
  );
  console.log(
    `Whole worker: ${describeTotals(workerReports)}; ` +
      `${sum(workerReports, (report) => report.commands)} commands confirmed, ` +
      `${sum(workerReports, (report) => report.unarmedDeaths)} deaths before an alarm was set; ` +
      `${sum(workerReports, (report) => report.marks)} marks and ` +
      `${sum(workerReports, (report) => report.points)} points of history kept; ` +
      `slowest recovery ${max(workerReports, (report) => report.slowestRecoveryHours)} h.`,
  );
}

function describeTotals(
  reports: readonly Pick<MonthReport, 'syncs' | 'requests' | 'failures' | 'deaths'>[],
): string {
  return (
    `${sum(reports, ({ syncs }) => syncs)} syncs, ` +
    `${sum(reports, ({ requests }) => requests)} requests ` +
    `(${sum(reports, ({ failures }) => failures)} failed), ` +
    `${sum(reports, ({ deaths }) => deaths)} deaths of the worker`
  );
}

function sum<T>(reports: readonly T[], value: (report: T) => number): number {
  return reports.reduce((total, report) => total + value(report), 0);
}

function max<T>(reports: readonly T[], value: (report: T) => number): string {
  return Math.max(...reports.map(value)).toFixed(1);
}
