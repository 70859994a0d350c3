import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { startSandboxApi } from '../../sandbox-api/start-sandbox-api.ts';

const MAIN = join(import.meta.dirname, '../../sandbox-api/main.ts');

let running: ChildProcess | null = null;

/** Starts the command as `npm run sandbox` does. */
function run(...words: string[]) {
  const child = spawn(process.execPath, [MAIN, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  running = child;
  return { child, exited: once(child, 'exit'), errors: text(child.stderr) };
}

afterEach(() => {
  running?.kill('SIGKILL');
});

// Windows has no signals: `kill` ends a process at once there.
test.skipIf(process.platform === 'win32')(
  'npm run sandbox prints its address, key and size, serves, and ends on Ctrl-C',
  async () => {
    const { child, exited } = run('--posts', '40', '--accounts', '3');
    const [output] = await once(child.stdout, 'data');
    const said = String(output);
    const [, url] = said.match(/base URL +(\S+)/) ?? [];
    const [, key] = said.match(/key +(\S+)/) ?? [];
    expect(said).toContain('40 posts of 3 accounts');
    const answer = await fetch(`${url}/whoami`, { headers: { authorization: `Bearer ${key}` } });
    expect(answer.status).toBe(200);
    child.kill('SIGINT');
    expect(await exited).toEqual([0, null]);
  },
);

test('npm run sandbox prints the error and its usage for an invalid flag', async () => {
  const { exited, errors } = run('--posts', 'many');
  expect(await errors).toMatch(/^--posts takes a whole number.*\n.*--help/);
  expect(await exited).toEqual([2, null]);
});

test('npm run sandbox reports in a sentence that its port is in use', async () => {
  const other = await startSandboxApi({ library: [] });
  const { exited, errors } = run('--port', String(other.port));
  expect(await errors).toBe(`Port ${other.port} is taken: choose another with --port.\n`);
  expect(await exited).toEqual([1, null]);
  await other.close();
});
