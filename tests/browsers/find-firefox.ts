import { homedir } from 'node:os';
import { join } from 'node:path';
import { canInstallDebianPackages, installDebianPackages } from './debian-packages.ts';
import { findExecutable } from './executable-file.ts';

/** The programs that a test in Firefox needs. */
export interface FirefoxPrograms {
  readonly firefox: string;
  /** NSS's `certutil`, which lets a profile trust a certificate authority. */
  readonly certutil: string;
}

/**
 * True if tests in Firefox can run on this system. Windows has no NSS `certutil`, without which a
 * profile does not trust the sandbox's certificate; the tests are skipped there, and counted as
 * skipped.
 */
export const CAN_TEST_FIREFOX = process.platform !== 'win32';

const DEBIAN_PACKAGES = ['firefox-esr', 'libnss3-tools'];

/**
 * Returns the paths of a Firefox to run and of `certutil`: the environment variable `FIREFOX_PATH`
 * if it is set, otherwise those found on the `PATH` or in the usual places of Linux, macOS and
 * Windows, otherwise Debian's packages, which are installed when this is Debian and the user is
 * root.
 *
 * @throws with a message for the user when one is missing
 */
export async function findFirefox(): Promise<FirefoxPrograms> {
  const chosen = process.env.FIREFOX_PATH;
  if (chosen && findExecutable([chosen]) === undefined) {
    throw new Error(
      `FIREFOX_PATH is set to ${chosen}, but there is no program there that can be run.`,
    );
  }
  if (
    (installedFirefox() === undefined || installedCertutil() === undefined) &&
    canInstallDebianPackages()
  ) {
    await installDebianPackages(chosen ? ['libnss3-tools'] : DEBIAN_PACKAGES);
  }
  const firefox = installedFirefox();
  if (firefox === undefined) {
    throw new Error('No Firefox was found: install it, or set FIREFOX_PATH to the program to run.');
  }
  const certutil = installedCertutil();
  if (certutil === undefined) {
    throw new Error(
      'certutil was not found: install the NSS tools (libnss3-tools, nss-tools or nss).',
    );
  }
  return { firefox, certutil };
}

function installedFirefox(): string | undefined {
  return process.env.FIREFOX_PATH || findExecutable(['firefox-esr', 'firefox', ...usualPlaces()]);
}

function installedCertutil(): string | undefined {
  // Windows has a certutil of its own that does something else, so only NSS's usual homes count
  // there.
  if (process.platform === 'win32') return undefined;
  return findExecutable([
    'certutil',
    ...['/opt/homebrew/opt/nss/bin/certutil', '/usr/local/opt/nss/bin/certutil'],
  ]);
}

function usualPlaces(): string[] {
  switch (process.platform) {
    case 'darwin':
      return ['/Applications', join(homedir(), 'Applications')].map((folder) =>
        join(folder, 'Firefox.app', 'Contents', 'MacOS', 'firefox'),
      );
    case 'win32':
      return [process.env.ProgramFiles, process.env['ProgramFiles(x86)']]
        .filter((folder) => folder !== undefined)
        .map((folder) => join(folder, 'Mozilla Firefox', 'firefox.exe'));
    default:
      return ['/usr/lib/firefox-esr/firefox-esr', '/opt/firefox/firefox', '/snap/bin/firefox'];
  }
}
