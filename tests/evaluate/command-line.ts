import { parseArgs } from 'node:util';

/** What `npm run evaluate` is asked to do. */
export interface EvaluateOptions {
  /** Folder with real series to replay; `null`: simulated worlds. */
  readonly data: string | null;
  readonly json: boolean;
  readonly seeds: readonly number[];
}

/** Thresholds were tuned on seeds 0–99; only these are reported. */
const REPORTED = { from: 1000, to: 1199 };
const QUICK_SEEDS = 20;

export const USAGE = 'usage: npm run evaluate -- [--json] [--quick] [--seeds A-B] [--data DIR]';

/** @throws Error that says what is wrong with the arguments */
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
    seeds: Array.from({ length: count }, (_, place) => from + place),
  };
}

function seedRange(text: string): { from: number; to: number } {
  const [, from, to] = /^(\d+)-(\d+)$/.exec(text) ?? [];
  if (from === undefined || to === undefined || Number(to) < Number(from)) {
    throw new Error(`--seeds takes a range such as 1000-1199, not "${text}"`);
  }
  return { from: Number(from), to: Number(to) };
}
