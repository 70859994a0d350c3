import { readFileSync } from 'node:fs';
import { execa } from 'execa';
import { findExecutable } from './executable-file.ts';

/**
 * True on Debian itself (elsewhere the packages have other names) when this process may install
 * packages.
 */
export function canInstallDebianPackages(): boolean {
  return process.getuid?.() === 0 && isDebian() && findExecutable(['apt-get']) !== undefined;
}

/**
 * Installs Debian packages without questions and without recommended packages. Prints one line to
 * stderr and nothing to standard output.
 *
 * @throws when apt-get fails, with the end of its output.
 */
export async function installDebianPackages(packages: readonly string[]): Promise<void> {
  process.stderr.write(`Installing ${packages.join(', ')} with apt-get; this takes a minute.\n`);
  await aptGet(['update']);
  await aptGet(['install', '-y', '--no-install-recommends', ...packages]);
}

function isDebian(): boolean {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

/** The largest part of the output of apt-get in an error, characters. */
const MAX_PRINTED = 1_500;

async function aptGet(args: readonly string[]): Promise<void> {
  // A machine that has just started may hold the lock for its own updates.
  const { failed, exitCode, all } = await execa(
    'apt-get',
    ['-q', '-o', 'DPkg::Lock::Timeout=180', ...args],
    { stdin: 'ignore', all: true, reject: false, env: { DEBIAN_FRONTEND: 'noninteractive' } },
  );
  if (failed) {
    const end = all.slice(-MAX_PRINTED).trim();
    throw new Error(`apt-get ${args[0]} ended with ${exitCode}:\n${end}`);
  }
}
