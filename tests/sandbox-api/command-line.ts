import { parseArgs } from 'node:util';
import { UsageError } from '../cli/run-command.ts';
import { wholeNumber } from '../cli/whole-number.ts';
import type { SandboxOptions } from './start-sandbox-api.ts';

export const USAGE = `Usage: npm run sandbox -- [options]

Starts a stand-in for the CreatorAudit API on this machine, with a made-up library.

  --port N        listens on this port (default: any free one)
  --posts N       posts of tracked accounts, 0 to 100000 (default: 1000)
  --accounts N    accounts that they belong to, 1 to 10000 (default: one for each 25 posts)
  --seed N        another number makes another library (default: 1)
  --risen N       accounts all of whose posts are up fivefold since a week ago (default: 0)
  --showroom      names and captions as creators write them, instead of ones that try a screen
  --latency MS    time for each response, such as 80 or 50-200 (default: 0)
  --tls           HTTPS, with a certificate for api.creatoraudit.com made at the start
  --help          shows this

Ctrl-C stops it.`;

const FLAGS = {
  port: { type: 'string' },
  posts: { type: 'string' },
  accounts: { type: 'string' },
  seed: { type: 'string' },
  risen: { type: 'string' },
  latency: { type: 'string' },
  showroom: { type: 'boolean', default: false },
  tls: { type: 'boolean', default: false },
} as const;

/**
 * Parses the arguments of `npm run sandbox`.
 *
 * @throws UsageError, or an error of `parseArgs`
 */
export function parseSandboxOptions(args: readonly string[]): SandboxOptions {
  const { port, posts, accounts, seed, risen, latency, showroom, tls } = parseArgs({
    args: [...args],
    options: FLAGS,
  }).values;
  return {
    ...(port === undefined ? {} : { port: wholeNumber('--port', port, 0, 65_535) }),
    ...(posts === undefined ? {} : { posts: wholeNumber('--posts', posts, 0, 100_000) }),
    ...(accounts === undefined ? {} : { accounts: wholeNumber('--accounts', accounts, 1, 10_000) }),
    ...(seed === undefined ? {} : { seed: wholeNumber('--seed', seed, 0, 2 ** 31 - 1) }),
    ...(risen === undefined ? {} : { risenAccounts: wholeNumber('--risen', risen, 0, 10_000) }),
    ...(latency === undefined ? {} : { latencyMs: parseLatency(latency) }),
    ...(showroom ? { isShowroom: true } : {}),
    tls,
  };
}

function parseLatency(text: string): { from: number; to: number } {
  const [, from, to = from] = text.match(/^(\d+)(?:-(\d+))?$/) ?? [];
  if (from === undefined || Number(from) > Number(to)) {
    throw new UsageError(`--latency takes milliseconds such as 80 or 50-200, not "${text}".`);
  }
  return { from: Number(from), to: Number(to) };
}
