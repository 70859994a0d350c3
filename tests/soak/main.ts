/**
 * Lives through many months, for `npm run soak`: 500, or as many as its first argument says, from the seed on that its second argument says. Each
 * twice: with 20,000 posts and the extension's sync alone, and with a few posts and the whole worker.
 */

import { drawMonth } from './month.ts';
import { liveAMonth, type MonthReport } from './simulate-month.ts';
import { liveWithTheWorker, type WorkerMonthReport } from './simulate-worker-month.ts';

const REPORT_EVERY = 25;

const [count = 500, first = 1] = process.argv.slice(2).map(Number);
const reports: MonthReport[] = [];
const workerReports: WorkerMonthReport[] = [];
for (let seed = first; seed < first + count; seed++) {
  const report = await liveAMonth(drawMonth(seed));
  for (const sentence of report.broken) console.log(`✗ seed ${seed}: ${sentence}`);
  reports.push(report);
  const workerReport = await liveWithTheWorker(drawMonth(seed));
  for (const sentence of workerReport.broken) console.log(`✗ seed ${seed}, whole worker: ${sentence}`);
  workerReports.push(workerReport);
  if (reports.length % REPORT_EVERY === 0) console.log(`${reports.length} of ${count} months`);
}

function sum<T>(of: readonly T[], value: (report: T) => number): number {
  return of.reduce((total, report) => total + value(report), 0);
}
function most<T>(of: readonly T[], value: (report: T) => number): string {
  return Math.max(...of.map(value)).toFixed(1);
}
function sentence(all: readonly Pick<MonthReport, 'syncs' | 'requests' | 'failures' | 'deaths'>[]): string {
  return (
    `${sum(all, ({ syncs }) => syncs)} syncs, ${sum(all, ({ requests }) => requests)} requests, of which ` +
    `${sum(all, ({ failures }) => failures)} failed, ${sum(all, ({ deaths }) => deaths)} deaths of the worker`
  );
}
console.log(
  `20,000 posts: ${sentence(reports)}. In the worst hour ${Math.max(...reports.map((report) => report.mostAttemptsInAnHour))} planned attempts; ` +
    `slowest recovery ${most(reports, (report) => report.slowestRecoveryHours)} h.`,
);
console.log(
  `Whole worker: ${sentence(workerReports)}; ${sum(workerReports, ({ commands }) => commands)} commands confirmed, ` +
    `${sum(workerReports, (report) => report.unarmedDeaths)} deaths before anything was to wake a successor; ` +
    `${sum(workerReports, ({ marks }) => marks)} marks and ${sum(workerReports, ({ points }) => points)} points of history kept; ` +
    `slowest recovery ${most(workerReports, (report) => report.slowestRecoveryHours)} h.`,
);
const broken = reports.filter((report, index) => report.broken.length + (workerReports[index]?.broken.length ?? 0) > 0);
console.log(`${count - broken.length} passed, ${broken.length} failed`);
process.exitCode = broken.length > 0 ? 1 : 0;
