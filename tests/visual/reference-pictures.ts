import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../checks/run-tool.ts';

const FOLDER = join(import.meta.dirname, 'reference');

/** The folder of the pictures that differ, which is not part of the repository. */
const DIFFERENCES = join(ROOT, 'visual-differences');

/** Reads a kept picture, PNG. */
export function readReference(name: string): Buffer {
  return readFileSync(join(FOLDER, `${name}.png`));
}

/** Keeps pictures in place of all that were kept, by name. */
export function keepReferences(pictures: ReadonlyMap<string, Buffer>): void {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, picture] of pictures) writeFileSync(join(FOLDER, `${name}.png`), picture);
}

/** Saves a picture that differs, and where, for somebody to look at. */
export function saveDifference(name: string, actual: Buffer, marked: Buffer | null): void {
  mkdirSync(DIFFERENCES, { recursive: true });
  writeFileSync(join(DIFFERENCES, `${name}.png`), actual);
  if (marked !== null) writeFileSync(join(DIFFERENCES, `${name}.differences.png`), marked);
}
