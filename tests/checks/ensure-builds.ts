import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../cli/run-command.ts';
import { ROOT, runTool } from './run-tool.ts';

/**
 * Lists what builds are made from, relative to the repository: files, and folders with all that is
 * in them.
 */
export function buildSources(root: string): string[] {
  const configs = readdirSync(root).filter((name) => name.endsWith('.config.ts'));
  return [
    ...['assets', 'components', 'entrypoints', 'public', 'utils'],
    ...['package.json', 'package-lock.json', 'tsconfig.json'],
    ...configs,
  ];
}

/** The arguments of `wxt build`, and the folder that it writes. */
const BUILDS = [
  { args: ['build'], folder: '.output/chrome-mv3' },
  { args: ['build', '-b', 'firefox'], folder: '.output/firefox-mv3' },
];

/**
 * Builds each production build that is missing or older than its sources, with a line on standard
 * error.
 *
 * @throws CommandError when a build fails, with its output
 */
export async function ensureBuilds(): Promise<void> {
  for (const { args, folder } of BUILDS) {
    if (!isBuildStale(ROOT, folder)) continue;
    process.stderr.write(`${folder} is missing or older than its sources: building it.\n`);
    await build(args);
  }
}

/**
 * Makes both production builds.
 *
 * @param live shows what the bundler prints at once
 * @throws CommandError when a build fails, with its output unless that was shown
 */
export async function makeBuilds({ live = false } = {}): Promise<void> {
  for (const { args } of BUILDS) await build(args, live);
}

async function build(args: readonly string[], live = false): Promise<void> {
  const { exitCode, output, errors } = await runTool(['wxt', ...args], { live });
  if (exitCode !== 0) throw new CommandError(`The build failed.\n${output}${errors}`);
}

/**
 * Compares the times of the last change. Folders count too, because deleting a file changes only
 * its folder.
 *
 * @param root the repository
 * @param folder of the build, relative to `root`
 */
export function isBuildStale(root: string, folder: string): boolean {
  // WXT writes the manifest last.
  const manifest = statSync(join(root, folder, 'manifest.json'), { throwIfNoEntry: false });
  if (manifest === undefined) return true;
  return buildSources(root).some((source) => lastChange(join(root, source)) > manifest.mtimeMs);
}

/** The latest change of a file, or of a folder and all that is in it; ms since epoch. */
function lastChange(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  const entries = readdirSync(path).map((name) => lastChange(join(path, name)));
  return Math.max(stats.mtimeMs, ...entries);
}
