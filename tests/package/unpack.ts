import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';

/** Unpacks a zip into a folder, which is made when it is missing. */
export function unpack(zip: string, folder: string): void {
  for (const [file, content] of Object.entries(unzipSync(readFileSync(zip)))) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}
