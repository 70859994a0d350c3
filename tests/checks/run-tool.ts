import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { execa } from 'execa';

/** The repository's root. */
export const ROOT = join(import.meta.dirname, '../..');

/** The result of a program. */
export interface ToolRun {
  /** 0 on success; 1 also if it was killed by a signal. */
  readonly exitCode: number;
  /** Standard output, without colours; empty when it was shown live. */
  readonly output: string;
  /** Standard error, likewise. */
  readonly errors: string;
  /** Elapsed time, s. */
  readonly seconds: number;
}

interface ToolOptions {
  /** Shows what it prints at once, rather than giving it back. */
  readonly live?: boolean;
  /** Leaves the cores to everything else that runs. */
  readonly isInBackground?: boolean;
  /** The folder to run in. Default: the repository's root. */
  readonly cwd?: string;
}

/**
 * Runs a command of an installed npm package, or `npm` itself, under the Node that the lockfile
 * pins and without input.
 */
export async function runTool(
  [name, ...args]: readonly [string, ...string[]],
  { live = false, isInBackground = false, cwd = ROOT }: ToolOptions = {},
): Promise<ToolRun> {
  const shown = live ? 'inherit' : 'pipe';
  const program = execa(name, args, {
    cwd,
    preferLocal: true,
    localDir: ROOT,
    stdin: 'ignore',
    stdout: shown,
    stderr: shown,
    reject: false,
    env: {
      // Vitest sets it to `test`, which would change the build.
      NODE_ENV: undefined,
      // web-ext would otherwise ask for a newer version of itself.
      NO_UPDATE_NOTIFIER: '1',
    },
  });
  // Its own processes inherit it.
  if (isInBackground && program.pid !== undefined)
    setPriority(program.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  const { exitCode, stdout, stderr, durationMs } = await program;
  return {
    exitCode: exitCode ?? 1,
    output: stripVTControlCharacters(stdout ?? ''),
    errors: stripVTControlCharacters(stderr ?? ''),
    seconds: durationMs / 1000,
  };
}
