import { homedir } from 'node:os';
import { join } from 'node:path';
import { canInstallDebianPackages, installDebianPackages } from './debian-packages.ts';
import { findExecutable } from './executable-file.ts';

/**
 * Debian's Chromium, and fonts so that captions look in screenshots as they do on a desktop: Latin
 * in Arial's proportions (Liberation), Arabic and Hebrew (DejaVu), Chinese, Japanese and Korean
 * (WenQuanYi), emoji (Noto). The fonts are 14 MB to download; Noto's own CJK fonts alone would be
 * 57 MB.
 */
const DEBIAN_PACKAGES = [
  'chromium',
  'fonts-liberation',
  'fonts-dejavu-core',
  'fonts-wqy-microhei',
  'fonts-noto-color-emoji',
];

const NAMES_ON_PATH = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];

/**
 * Returns the path of a Chromium, Chrome or Edge to run: the environment variable `CHROMIUM_PATH`
 * if it is set, otherwise one found on the `PATH` or in the usual places of Linux, macOS and
 * Windows, otherwise Debian's Chromium, which is installed when this is Debian and the user is
 * root.
 *
 * @throws with a message for the user when none is found
 */
export async function findChromium(): Promise<string> {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (findExecutable([chosen]) !== undefined) return chosen;
    throw new Error(
      `CHROMIUM_PATH is set to ${chosen}, but there is no program there that can be run.`,
    );
  }
  const found = installedChromium();
  if (found !== undefined) return found;
  if (canInstallDebianPackages()) {
    await installDebianPackages(DEBIAN_PACKAGES);
    const installed = installedChromium();
    if (installed !== undefined) return installed;
  }
  throw new Error(
    'No Chromium, Chrome or Edge was found: install one, or set CHROMIUM_PATH to its program.',
  );
}

function installedChromium(): string | undefined {
  return findExecutable([...NAMES_ON_PATH, ...usualPlaces()]);
}

function usualPlaces(): string[] {
  switch (process.platform) {
    case 'darwin':
      return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
        ['Chromium', 'Google Chrome', 'Microsoft Edge'].map((name) =>
          join(folder, `${name}.app`, 'Contents', 'MacOS', name),
        ),
      );
    case 'win32':
      return [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LocalAppData]
        .filter((folder) => folder !== undefined)
        .flatMap((folder) => [
          join(folder, 'Chromium', 'Application', 'chrome.exe'),
          join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
          join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
        ]);
    default:
      return ['/opt/google/chrome/chrome', '/opt/microsoft/msedge/msedge', '/snap/bin/chromium'];
  }
}
