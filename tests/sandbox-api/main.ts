import { CommandError, runCommand } from '../cli/run-command.ts';
import { parseSandboxOptions, USAGE } from './command-line.ts';
import { describeSandbox } from './describe-sandbox.ts';
import { type Sandbox, type SandboxOptions, startSandboxApi } from './start-sandbox-api.ts';

await runCommand(USAGE, async (args) => {
  const sandbox = await start(parseSandboxOptions(args));
  console.log(describeSandbox(sandbox));
  process.once('SIGINT', () => sandbox.close());
  process.once('SIGTERM', () => sandbox.close());
});

/** @throws CommandError when the port cannot be used */
async function start(options: SandboxOptions): Promise<Sandbox> {
  try {
    return await startSandboxApi(options);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    const reason = code === 'EACCES' ? 'not ours to use' : 'taken';
    throw new CommandError(`Port ${options.port} is ${reason}: choose another with --port.`);
  }
}
