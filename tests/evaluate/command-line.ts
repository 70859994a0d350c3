import { parseArgs } from 'node:util';
import { UsageError } from '../cli/run-command.ts';

/** The options of `npm run evaluate`. */
export interface EvaluateOptions {
  /** Folder with real series to replay; `null`: simulated worlds. */
  readonly data: string | null;
  readonly json: boolean;
  readonly seeds: readonly number[];
}

/** Thresholds were tuned on seeds 0–99; only these are reported. */
const REPORTED = { from: 1000, to: 1199 };
const QUICK_SEEDS = 20;

export const USAGE = `Usage: npm run evaluate -- [options]

Compares the breakout rule with simpler ones in simulated worlds where the truth is known, or
replays it on real series. 200 seeds take about 8 minutes; progress goes to standard error.

  --quick        the first ${QUICK_SEEDS} seeds only
  --seeds A-B    other seeds than ${REPORTED.from}-${REPORTED.to}
  --data DIR     replays the CSV file in DIR: daily lists of trending videos with the columns
                 video_id, channel_title, category_id, views, date (dd.mm, autumn of 2017)
  --json         prints rows as JSON instead of tables
  --help         shows this`;

/**
 * Parses the arguments of `npm run evaluate`.
 *
 * @throws UsageError, or an error of `parseArgs`
 */
export function readOptions(args: readonly string[]): EvaluateOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      seeds: { type: 'string' },
    },
  });
  const { from, to } = values.seeds === undefined ? REPORTED : seedRange(values.seeds);
  const count = Math.min(to - from + 1, values.quick ? QUICK_SEEDS : Number.POSITIVE_INFINITY);
  return {
    data: values.data ?? null,
    json: values.json,
    seeds: Array.from({ length: count }, (_, index) => from + index),
  };
}

function seedRange(text: string): { from: number; to: number } {
  const [, from, to] = /^(\d+)-(\d+)$/.exec(text) ?? [];
  if (from === undefined || to === undefined || Number(to) < Number(from)) {
    throw new UsageError(`--seeds takes a range such as 1000-1199, not "${text}".`);
  }
  return { from: Number(from), to: Number(to) };
}
