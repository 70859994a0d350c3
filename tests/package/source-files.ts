import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { ROOT } from '../checks/run-tool.ts';
import { CommandError } from '../cli/run-command.ts';

/**
 * Lists every file of the work tree that git does not ignore, dotfiles and tests included, as paths
 * relative to the repository.
 *
 * @throws CommandError outside of a git clone
 */
export async function sourceFiles(): Promise<string[]> {
  const listed = await git('ls-files', '-z', '--cached', '--others', '--exclude-standard');
  // A file that was deleted but not committed is still listed.
  return listed.split('\0').filter((file) => file !== '' && existsSync(join(ROOT, file)));
}

/** Returns true if the work tree differs from the last commit. */
export async function hasUncommittedChanges(): Promise<boolean> {
  return (await git('status', '--porcelain')) !== '';
}

async function git(...args: readonly string[]): Promise<string> {
  const { failed, stdout, stderr } = await execa('git', args, { cwd: ROOT, reject: false });
  if (failed) throw new CommandError(`The sources can be packed in a git clone only.\n${stderr}`);
  return stdout;
}
