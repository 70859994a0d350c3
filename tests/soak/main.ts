/** Lives through many months, for `npm run soak`: 500, or as many as its first argument says, from the seed on that its second argument says. */
import { liveAMonth, type MonthReport } from './live-a-month.ts';
import { drawMonth } from './month.ts';

const [count = 500, first = 1] = process.argv.slice(2).map(Number);
const reports: MonthReport[] = [];
for (let seed = first; seed < first + count; seed++) {
  const report = await liveAMonth(drawMonth(seed));
  for (const sentence of report.broken) console.log(`✗ seed ${seed}: ${sentence}`);
  reports.push(report);
  if (reports.length % 25 === 0) console.log(`${reports.length} of ${count} months`);
}
const sum = (of: (report: MonthReport) => number) => reports.reduce((total, report) => total + of(report), 0);
const most = (of: (report: MonthReport) => number) => Math.max(...reports.map(of));
console.log(
  `${sum(({ syncs }) => syncs)} syncs, ${sum(({ requests }) => requests)} requests, of which ${sum(({ failures }) => failures)} failed, ` +
    `${sum(({ deaths }) => deaths)} deaths of the worker. In the worst hour ${most(({ mostAttemptsInAnHour }) => mostAttemptsInAnHour)} planned attempts; ` +
    `slowest recovery ${most(({ slowestRecoveryHours }) => slowestRecoveryHours).toFixed(1)} h.`,
);
const broken = reports.filter((report) => report.broken.length > 0).length;
console.log(`${count - broken} passed, ${broken} failed`);
process.exitCode = broken > 0 ? 1 : 0;
