/** A command that was called wrongly: exit code 2, and a hint to `--help`. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Something that a command needs and that is not there, in one sentence for people: exit code 1.
 */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/**
 * Runs a command of the repository: prints `usage` for `--help`, and for an expected error one
 * sentence instead of a stack. Every other error is a bug and ends the process with its stack.
 *
 * @param run is given the words after the command; parse them with `parseArgs` of `node:util`
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

/** `parseArgs` throws these for flags it doesn't know, with messages made for people. */
function isParseArgsError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && /^ERR_PARSE_ARGS_/.test(String(error.code));
}
