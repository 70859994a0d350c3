import { describe, expect, it } from 'vitest';
import { UsageError } from '../../cli/run-command.ts';
import { parseSandboxOptions } from '../../sandbox-api/command-line.ts';

describe('parseSandboxOptions', () => {
  it('defaults to TLS alone', () => {
    expect(parseSandboxOptions([])).toEqual({ tls: false });
  });

  it('passes every flag on', () => {
    const flags =
      '--port 8080 --posts 100000 --accounts 30 --seed 7 --risen 2 --latency 50-200 --tls';
    expect(parseSandboxOptions(flags.split(' '))).toEqual({
      port: 8080,
      posts: 100_000,
      accounts: 30,
      seed: 7,
      risenAccounts: 2,
      latencyMs: { from: 50, to: 200 },
      tls: true,
    });
  });

  it('accepts one number as latency of every response', () => {
    expect(parseSandboxOptions(['--latency', '80']).latencyMs).toEqual({ from: 80, to: 80 });
  });

  it.each([
    ['--port', '65536'],
    ['--posts', '-1'],
    ['--posts', 'many'],
    ['--posts', '100001'],
    ['--accounts', '0'],
    ['--seed', '1.5'],
    ['--risen', '-1'],
    ['--latency', 'slow'],
    ['--latency', '200-50'],
  ])('rejects %s %s in a sentence that names the flag', (flag, value) => {
    expect(() => parseSandboxOptions([`${flag}=${value}`])).toThrow(UsageError);
    expect(() => parseSandboxOptions([`${flag}=${value}`])).toThrow(flag);
  });

  it.each([[['--speed', '3']], [['posts']], [['--port']]])('rejects %j', (args) => {
    expect(() => parseSandboxOptions(args)).toThrow(TypeError);
  });
});
