import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** The repository's root. */
export const ROOT = join(import.meta.dirname, '../..');

/** How a program ended. */
export interface ToolRun {
  /** Zero when all is well; also 1 when it was killed by a signal. */
  readonly exitCode: number;
  /** Standard output, without colours; empty when it was shown live. */
  readonly output: string;
  /** Standard error, likewise. */
  readonly errors: string;
  /** Seconds by the clock on the wall. */
  readonly seconds: number;
}

/**
 * Runs a command of an installed npm package, or `npm` itself, under the Node that runs this, in
 * the repository's root and without input. Goes past the shims of `node_modules/.bin`, which
 * Windows cannot start without a shell.
 *
 * @param live shows what it prints at once, rather than giving it back.
 */
export function runTool(
  command: readonly [string, ...string[]],
  { live = false } = {},
): Promise<ToolRun> {
  const [name, ...args] = command;
  const script = name === 'npm' ? npmScript() : packageCommand(name);
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: ROOT,
      stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
      env: {
        ...process.env,
        // Vitest sets it to `test`, and a build made so would not be the one that ships.
        NODE_ENV: undefined,
        PATH: `${join(ROOT, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`,
        // web-ext would otherwise ask for a newer version of itself.
        NO_UPDATE_NOTIFIER: '1',
      },
    });
    let output = '';
    let errors = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk;
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      errors += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({
        exitCode: code ?? 1,
        output: stripVTControlCharacters(output),
        errors: stripVTControlCharacters(errors),
        seconds: (performance.now() - started) / 1000,
      });
    });
  });
}

function npmScript(): string {
  const script = process.env.npm_execpath;
  if (script === undefined)
    throw new Error('Run the checks with "npm test", which knows where npm is.');
  return script;
}

/**
 * The script behind a package's command; `package` or `package:command` where the two names differ.
 */
function packageCommand(name: string): string {
  const [packageName = name, command = packageName] = name.split(':');
  const folder = join(ROOT, 'node_modules', packageName);
  const { bin }: { bin: Record<string, string> } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const script = bin[command];
  if (script === undefined) throw new Error(`${packageName} has no command ${command}.`);
  return join(folder, script);
}
