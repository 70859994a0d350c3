import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { executableOnPath } from './executable-file.ts';

/**
 * True on Debian itself (elsewhere the packages have other names) when this process may install
 * packages.
 */
export function canInstallDebianPackages(): boolean {
  return process.getuid?.() === 0 && isDebian() && executableOnPath(['apt-get']) !== undefined;
}

/**
 * Installs Debian packages without asking anything and without what they only recommend. Says so in
 * one line on stderr; standard output stays clean.
 *
 * @throws when apt-get fails, with the end of what it printed.
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

function aptGet(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    // A machine that has just started may hold the package lock for its own updates.
    const child = spawn('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=180', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    let printed = '';
    const keepTheEnd = (chunk: Buffer) => {
      printed = (printed + chunk).slice(-1_500);
    };
    child.stdout.on('data', keepTheEnd);
    child.stderr.on('data', keepTheEnd);
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`apt-get ${args[0]} ended with ${code}:\n${printed.trim()}`));
    });
  });
}
