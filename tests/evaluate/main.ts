/** `npm run evaluate`: measures the breakout rule against simpler ones. */
import { CommandError, runCommand } from '../cli/run-command.ts';
import { CALIBRATION_LEGEND, calibrate, calibrationTable } from './calibration.ts';
import { type EvaluateOptions, readOptions, USAGE } from './command-line.ts';
import { EVALUATION_WORLDS } from './evaluation-worlds.ts';
import { replayReport, replayTable } from './replay-report.ts';
import { LEGEND, reportTable, simulationReport } from './simulation-report.ts';
import { readVideoSeries, type VideoSeries } from './video-series.ts';

await runCommand(USAGE, (args) => {
  const options = readOptions(args);
  if (options.data === null) evaluateSimulation(options);
  else evaluateReplay(options.data, options.json);
});

function evaluateReplay(folder: string, json: boolean): void {
  const rows = replayReport(loadSeries(folder));
  console.log(json ? JSON.stringify(rows, null, 2) : replayTable(rows));
}

/** @throws CommandError when the folder holds no series */
function loadSeries(folder: string): VideoSeries[] {
  try {
    return readVideoSeries(folder);
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  }
}

function evaluateSimulation({ json, seeds }: EvaluateOptions): void {
  const startedAt = performance.now();
  const seconds = () => ((performance.now() - startedAt) / 1000).toFixed(0);
  const rows = simulationReport(seeds, (count) => {
    process.stderr.write(`${count} of ${seeds.length} seeds, ${seconds()} s\n`);
  });
  const calibrations = EVALUATION_WORLDS.filter(({ isCalibrated }) => isCalibrated).map((world) =>
    calibrate(world, seeds),
  );
  if (json) {
    console.log(JSON.stringify({ rows, calibrations }, null, 2));
    return;
  }
  const range = `seeds ${seeds[0]}–${seeds.at(-1)}`;
  console.log(`${reportTable(rows)}\n\n${LEGEND}\n`);
  console.log(
    `${calibrationTable(calibrations)}\n\n${CALIBRATION_LEGEND}\n${range}, ${seconds()} s`,
  );
}
