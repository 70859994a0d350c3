import { globSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../checks/run-tool.ts';
import { sourceFiles } from './source-files.ts';
import { writeZip } from './write-zip.ts';

/** The packages for the stores. */
export type PackageName = 'chrome' | 'edge' | 'firefox' | 'sources';

/** The build that each store gets. Edge runs Chrome's. */
const BUILD_OF = {
  chrome: '.output/chrome-mv3',
  edge: '.output/chrome-mv3',
  firefox: '.output/firefox-mv3',
} as const;

/** Returns the path of each package in a folder, for the version of `package.json`. */
export function packagePaths(folder: string): Record<PackageName, string> {
  const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const path = (target: PackageName) => join(folder, `${name}-${version}-${target}.zip`);
  return {
    chrome: path('chrome'),
    edge: path('edge'),
    firefox: path('firefox'),
    sources: path('sources'),
  };
}

/**
 * Packs the builds, and the sources that they can be made from again.
 *
 * @param folder for the packages; made when it is missing
 */
export async function writePackages(folder: string): Promise<Record<PackageName, string>> {
  mkdirSync(folder, { recursive: true });
  const paths = packagePaths(folder);
  for (const [target, build] of Object.entries(BUILD_OF) as [keyof typeof BUILD_OF, string][]) {
    writeZip(paths[target], join(ROOT, build), builtFiles(build));
  }
  writeZip(paths.sources, ROOT, await sourceFiles());
  return paths;
}

/** Every file of a build, as paths with slashes. @param build relative to the repository */
export function builtFiles(build: string): string[] {
  const folder = join(ROOT, build);
  return globSync('**/*', { cwd: folder })
    .filter((file) => statSync(join(folder, file)).isFile())
    .map((file) => file.replaceAll('\\', '/'));
}
