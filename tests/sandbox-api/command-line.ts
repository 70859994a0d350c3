import { parseArgs } from 'node:util';
import type { SandboxOptions } from './start-sandbox-api.ts';

export const USAGE = `Usage: npm run sandbox -- [options]

Starts a stand-in for the CreatorAudit API on this machine, with a made-up library.

  --port N        listen on this port (default: any free one)
  --posts N       posts of tracked accounts, 0 to 100000 (default: 1000)
  --accounts N    accounts that they belong to, 1 to 10000 (default: one for each 25 posts)
  --seed N        another number makes another library (default: 1)
  --latency MS    how long each answer takes, such as 80 or 50-200 (default: 0)
  --tls           HTTPS, with a certificate for api.creatoraudit.com made at the start
  --help          show this

Ctrl-C stops it.`;

/** What the words after the command ask for. */
export type Command =
  | { readonly kind: 'start'; readonly options: SandboxOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'mistake'; readonly message: string };

class Mistake extends Error {}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new Mistake(`--${name} takes a whole number from ${least} to ${most}, not "${text}".`);
}

function latency(text: string): { from: number; to: number } {
  const [, from, to = from] = text.match(/^(\d+)(?:-(\d+))?$/) ?? [];
  if (from === undefined || Number(from) > Number(to)) {
    throw new Mistake(`--latency takes milliseconds such as 80 or 50-200, not "${text}".`);
  }
  return { from: Number(from), to: Number(to) };
}

const FLAGS = {
  port: { type: 'string' },
  posts: { type: 'string' },
  accounts: { type: 'string' },
  seed: { type: 'string' },
  latency: { type: 'string' },
  tls: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the words after the command. */
export function parseCommandLine(words: readonly string[]): Command {
  try {
    const { values } = parseArgs({ args: [...words], options: FLAGS, strict: true });
    if (values.help) return { kind: 'help' };
    const { port, posts, accounts, seed } = values;
    return {
      kind: 'start',
      options: {
        ...(port === undefined ? {} : { port: wholeNumber('port', port, 0, 65_535) }),
        ...(posts === undefined ? {} : { posts: wholeNumber('posts', posts, 0, 100_000) }),
        ...(accounts === undefined ? {} : { accounts: wholeNumber('accounts', accounts, 1, 10_000) }),
        ...(seed === undefined ? {} : { seed: wholeNumber('seed', seed, 0, 2 ** 31 - 1) }),
        ...(values.latency === undefined ? {} : { latencyMs: latency(values.latency) }),
        tls: values.tls ?? false,
      },
    };
  } catch (error) {
    // `parseArgs` throws a TypeError for a flag that it does not know, with a message made for people.
    if (error instanceof Mistake || error instanceof TypeError) return { kind: 'mistake', message: error.message };
    throw error;
  }
}
