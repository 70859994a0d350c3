import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { NOTICES_FILE } from '../../third-party-notices.config.ts';

/** The goal for each part of a build, in bytes, gzip. The benchmark compares the build with it. */
export const SIZE_GOALS: BuildSizes = {
  popup: 24_000,
  popupLater: 30_000,
  background: 48_000,
  whole: 120_000,
};

/**
 * The limit of each part, in bytes, gzip: the goals of the popup, which it meets; of the others,
 * which miss theirs, the present sizes and up to 2 %, so that no change makes a part larger
 * unnoticed.
 */
export const SIZE_LIMITS: BuildSizes = {
  popup: SIZE_GOALS.popup,
  popupLater: SIZE_GOALS.popupLater,
  background: 83_000,
  whole: 362_000,
};

/** The sizes of a build in bytes, gzip, as a browser would download each file. */
export interface BuildSizes {
  /** The popup's page with every script and style sheet it loads before its first row. */
  readonly popup: number;
  /** All that the popup loads after its first frame. */
  readonly popupLater: number;
  /** The whole background: all scripts the manifest names, and what those load. */
  readonly background: number;
  /** Every file of the extension, without the licenses of others: no budget shortens those. */
  readonly whole: number;
}

interface Manifest {
  readonly background: { readonly service_worker?: string; readonly scripts?: readonly string[] };
}

/** Measures a production build. @param build its folder, for Chromium or Firefox */
export function buildSizes(build: string): BuildSizes {
  const gzipped = (file: string) => gzipSync(readFileSync(join(build, file)), { level: 9 }).length;
  const total = (files: Iterable<string>) =>
    [...files].reduce((sum, file) => sum + gzipped(file), 0);
  const html = readFileSync(join(build, 'popup.html'), 'utf8');
  const linked = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(
    ([, file = '']) => file,
  );
  if (linked.length < 3)
    throw new Error(`The popup of ${build} loads only ${linked.length} files.`);
  const first = withImports(build, linked);
  const { background } = JSON.parse(readFileSync(join(build, 'manifest.json'), 'utf8')) as Manifest;
  const workers = background.scripts ?? [background.service_worker ?? ''];
  const files = readdirSync(build, { recursive: true, encoding: 'utf8' });
  return {
    popup: total(['popup.html', ...first]),
    popupLater: total(filesLoadedLater(build, first)),
    background: total(withImports(build, workers)),
    whole: total(
      files.filter((file) => file !== NOTICES_FILE && statSync(join(build, file)).isFile()),
    ),
  };
}

/** Returns the scripts and style sheets that `first` loads while it runs. */
function filesLoadedLater(build: string, first: ReadonlySet<string>): ReadonlySet<string> {
  const code = [...first]
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(join(build, file), 'utf8'))
    .join('\n');
  const scripts = [...code.matchAll(/\bimport\(["'`]\.\/([\w-]+\.js)["'`]\)/g)].map(
    ([, name = '']) => `chunks/${name}`,
  );
  const sheets = [...code.matchAll(/["'`](assets\/[\w-]+\.css)["'`]/g)].map(
    ([, file = '']) => file,
  );
  if (scripts.length === 0 || sheets.length === 0)
    throw new Error(`The popup of ${build} loads nothing after its first frame.`);
  return withImports(build, [...scripts, ...sheets]).difference(first);
}

/**
 * Returns `files` with every script they import statically. @throws when a script loads others
 * while it runs
 */
function withImports(build: string, files: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (file: string) => {
    if (found.has(file)) return;
    found.add(file);
    if (!file.endsWith('.js')) return;
    const code = readFileSync(join(build, file), 'utf8');
    if (/\bimportScripts\(/.test(code))
      throw new Error(`${file} loads scripts that are not measured.`);
    for (const [, imported = ''] of code.matchAll(/\b(?:from|import)\s*["']\.\/([\w-]+\.js)["']/g))
      add(`chunks/${imported}`);
  };
  for (const file of files) add(file);
  return found;
}
