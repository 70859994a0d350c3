/** A wrong use of a command: exit code 2, and a hint to `--help`. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A missing requirement of a command, as a sentence for the user: exit code 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/**
 * Runs a command of the repository: prints `usage` for `--help`, and the message of an expected
 * error. Every other error is a bug, and ends the process with its stack.
 *
 * @param run called with the arguments; parse them with `parseArgs` of `node:util`
 */
export async function runCommand(
  usage: string,
  run: (args: string[]) => unknown,
  args = process.argv.slice(2),
): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(usage);
    return;
  }
  try {
    await run(args);
  } catch (error) {
    if (error instanceof CommandError) {
      console.error(error.message);
      process.exitCode = 1;
    } else if (error instanceof UsageError || isParseArgsError(error)) {
      console.error(`${error.message}\nAdd --help to see what this command takes.`);
      process.exitCode = 2;
    } else {
      throw error;
    }
  }
}

/** Returns true for errors of `parseArgs`, whose messages are for users. */
function isParseArgsError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && /^ERR_PARSE_ARGS_/.test(String(error.code));
}
