import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The pages of a built extension, as file names inside it. */
export interface BuiltExtension {
  readonly popup: string;
  readonly options: string;
}

/**
 * Reads from the manifest of a build which pages it has.
 *
 * @throws when `extensionDir` has no manifest, in a sentence that says how to make one.
 */
export function readBuiltExtension(extensionDir: string): BuiltExtension {
  let text: string;
  try {
    text = readFileSync(join(extensionDir, 'manifest.json'), 'utf8');
  } catch {
    throw new Error(`There is no built extension in ${extensionDir}: run "npm run build" first.`);
  }
  const manifest: { action?: { default_popup?: string }; options_ui?: { page?: string } } = JSON.parse(text);
  return {
    popup: manifest.action?.default_popup ?? 'popup.html',
    options: manifest.options_ui?.page ?? 'options.html',
  };
}
