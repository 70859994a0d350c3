import { once } from 'node:events';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { startSandboxApi } from '../../sandbox-api/start-sandbox-api.ts';

const MAIN = join(import.meta.dirname, '../../sandbox-api/main.ts');

/** Starts the command as `npm run sandbox` does. */
function run(...words: string[]) {
  return execa(process.execPath, [MAIN, ...words], { stdin: 'ignore', reject: false });
}

// Windows has no signals: `kill` ends a process immediately there.
test.skipIf(process.platform === 'win32')(
  'npm run sandbox prints its address, key and size, serves, and ends on Ctrl-C',
  async () => {
    const child = run('--posts', '40', '--accounts', '3');
    const [output] = await once(child.stdout, 'data');
    const said = String(output);
    const [, url] = said.match(/base URL +(\S+)/) ?? [];
    const [, key] = said.match(/key +(\S+)/) ?? [];
    expect(said).toContain('40 posts of 3 accounts');
    const answer = await fetch(`${url}/whoami`, { headers: { authorization: `Bearer ${key}` } });
    expect(answer.status).toBe(200);
    child.kill('SIGINT');
    expect(await child).toMatchObject({ exitCode: 0 });
  },
);

test('npm run sandbox prints the error and its usage for an invalid flag', async () => {
  const { exitCode, stderr } = await run('--posts', 'many');
  expect(stderr).toMatch(/^--posts takes a whole number.*\n.*--help/);
  expect(exitCode).toBe(2);
});

test('npm run sandbox reports in a sentence that its port is in use', async () => {
  const other = await startSandboxApi({ library: [] });
  const { exitCode, stderr } = await run('--port', String(other.port));
  expect(stderr).toBe(`Port ${other.port} is taken: choose another with --port.`);
  expect(exitCode).toBe(1);
  await other.close();
});
