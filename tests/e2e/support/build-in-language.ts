import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHROMIUM_BUILD } from './extension-session.ts';

/**
 * Copies the production build with one catalogue only, which every browser then shows. Chromium
 * chooses a catalogue by its own translations, and those of other languages are a package apart.
 *
 * @param name as `_locales` names it
 * @returns the folder of the copy
 */
export function buildInLanguage(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `build-${name}-`));
  cpSync(CHROMIUM_BUILD, folder, { recursive: true });
  const locales = join(folder, '_locales');
  for (const other of readdirSync(locales).filter((locale) => locale !== name))
    rmSync(join(locales, other), { recursive: true });
  const file = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...manifest, default_locale: name }));
  return folder;
}
