import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Zippable, zipSync } from 'fflate';

/** The same for every file, so that equal files give equal zips: the earliest that zips can say. */
const MODIFIED = new Date(1980, 0, 1);

/** Says that the attributes below are those of Unix. */
const UNIX = 3;

/**
 * Writes a zip that depends on nothing but the files' names, contents and executable bits.
 *
 * @param files paths relative to `folder`, with slashes
 */
export function writeZip(zip: string, folder: string, files: readonly string[]): void {
  const entries: Zippable = {};
  for (const file of files.toSorted()) {
    const path = join(folder, file);
    const mode = statSync(path).mode & 0o111 ? 0o100755 : 0o100644;
    entries[file] = [readFileSync(path), { mtime: MODIFIED, os: UNIX, attrs: mode << 16 }];
  }
  writeFileSync(zip, zipSync(entries, { level: 9 }));
}
