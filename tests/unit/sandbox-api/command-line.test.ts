import { expect, test } from 'vitest';
import { parseCommandLine } from '../../sandbox-api/command-line.ts';

test('without words the defaults are started', () => {
  expect(parseCommandLine([])).toEqual({ kind: 'start', options: { tls: false } });
});

test('every flag reaches the sandbox', () => {
  const words = '--port 8080 --posts 100000 --accounts 30 --seed 7 --latency 50-200 --tls'.split(' ');
  expect(parseCommandLine(words)).toEqual({
    kind: 'start',
    options: { port: 8080, posts: 100_000, accounts: 30, seed: 7, latencyMs: { from: 50, to: 200 }, tls: true },
  });
});

test('a latency of one number is the same for each answer', () => {
  expect(parseCommandLine(['--latency', '80'])).toMatchObject({ options: { latencyMs: { from: 80, to: 80 } } });
});

test.each([['--help'], ['-h', '--posts', '5']])('%s asks for help', (...words) => {
  expect(parseCommandLine(words)).toEqual({ kind: 'help' });
});

test.each([
  ['--port', '65536'],
  ['--posts', '-1'],
  ['--posts', 'many'],
  ['--posts', '100001'],
  ['--accounts', '0'],
  ['--seed', '1.5'],
  ['--latency', 'slow'],
  ['--latency', '200-50'],
])('%s %s is a mistake that names the flag', (flag, value) => {
  expect(parseCommandLine([`${flag}=${value}`])).toMatchObject({
    kind: 'mistake',
    message: expect.stringContaining(flag),
  });
});

test.each([[['--speed', '3']], [['posts']], [['--port']]])('%j is a mistake', (words) => {
  expect(parseCommandLine(words)).toMatchObject({ kind: 'mistake', message: expect.any(String) });
});
