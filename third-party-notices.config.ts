import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The list of third-party software, in the root of the extension. The options page links to it. */
export const NOTICES_FILE = 'third-party-notices.txt';

/** The folder of the lists of the parts of a build, until all are done. */
const PARTS_FOLDER = '.licenses';

/** An entry of the list that Vite writes with `build.license`. */
interface LicensedPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX. */
  readonly identifier?: string;
  readonly text?: string;
}

/**
 * The value of Vite's `build.license` for one part of the extension. WXT builds background and
 * pages apart, and each part would replace the list of the one before.
 */
export function licensesOf(entrypoints: readonly { readonly name: string }[]): {
  fileName: string;
} {
  const part = entrypoints.map(({ name }) => name).join('-');
  return { fileName: `${PARTS_FOLDER}/${part}.json` };
}

/** The license of the packages of WXT's repository, which come without a file of it. */
const WXT_LICENSE = join(import.meta.dirname, 'assets/licenses/wxt.txt');

/**
 * Writes one list of all bundled packages, with their licenses, in place of the lists of the parts.
 *
 * @param build the folder of the finished build
 * @throws when a package has no license text and none is known for it
 */
export function writeThirdPartyNotices(build: string): void {
  const folder = join(build, PARTS_FOLDER);
  const packages = new Map<string, LicensedPackage>();
  for (const part of readdirSync(folder)) {
    const entries: LicensedPackage[] = JSON.parse(readFileSync(join(folder, part), 'utf8'));
    for (const entry of entries) packages.set(`${entry.name} ${entry.version}`, entry);
  }
  const notices = [...packages]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([title, { name, identifier, text = knownLicense(name) }]) => {
      if (text === undefined) throw new Error(`${title} is bundled but has no license file.`);
      return `${title} (${identifier ?? 'license below'})\n\n${text}\n`;
    });
  const intro =
    'Breakouts for CreatorAudit contains the following software of others, under their licenses.\n';
  writeFileSync(join(build, NOTICES_FILE), [intro, ...notices].join(`\n${'-'.repeat(72)}\n\n`));
  rmSync(folder, { recursive: true });
}

function knownLicense(name: string): string | undefined {
  const isOfWxt = name === 'wxt' || name.startsWith('@wxt-dev/');
  return isOfWxt ? readFileSync(WXT_LICENSE, 'utf8').trim() : undefined;
}
