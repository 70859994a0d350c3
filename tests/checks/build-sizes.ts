import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** How large a build is, in bytes, gzip, as a browser would fetch each file. */
export interface BuildSizes {
  /** The popup's page, with every script and style sheet that it loads before its first paint. */
  readonly popup: number;
  /** What the worker loads whenever it starts. */
  readonly background: number;
  /** The same, with the parts that it loads when it needs them, in every browser. */
  readonly backgroundAndParts: number;
  readonly whole: number;
}

/** @param build the folder of a build for Chromium */
export function buildSizes(build: string): BuildSizes {
  const gzipped = (file: string) => gzipSync(readFileSync(join(build, file)), { level: 9 }).length;
  const total = (files: readonly string[]) => files.reduce((sum, file) => sum + gzipped(file), 0);
  const html = readFileSync(join(build, 'popup.html'), 'utf8');
  const linked = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(([, file = '']) => file);
  if (linked.length < 3) throw new Error(`The popup of ${build} loads ${linked.length} files only.`);
  const files = readdirSync(build, { recursive: true, encoding: 'utf8' });
  return {
    popup: total(['popup.html', ...linked]),
    background: gzipped('background.js'),
    backgroundAndParts: total(files.filter((file) => /^background.*\.js$/.test(file))),
    whole: total(files.filter((file) => statSync(join(build, file)).isFile())),
  };
}
