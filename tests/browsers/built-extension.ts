import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The facts of a build that the drivers need. */
export interface BuiltExtension {
  /** The popup's page, as a file name inside the build. */
  readonly popup: string;
  /** The options page, likewise. */
  readonly options: string;
  /** Firefox's id of the extension; undefined in a build for Chromium. */
  readonly geckoId: string | undefined;
}

/**
 * Reads the manifest of a build.
 *
 * @throws when `extensionDir` has no manifest, with a hint how to build one.
 */
export function readBuiltExtension(extensionDir: string): BuiltExtension {
  let text: string;
  try {
    text = readFileSync(join(extensionDir, 'manifest.json'), 'utf8');
  } catch {
    throw new Error(`There is no built extension in ${extensionDir}: run "npm run build" first.`);
  }
  const manifest: {
    action?: { default_popup?: string };
    options_ui?: { page?: string };
    browser_specific_settings?: { gecko?: { id?: string } };
  } = JSON.parse(text);
  return {
    popup: manifest.action?.default_popup ?? 'popup.html',
    options: manifest.options_ui?.page ?? 'options.html',
    geckoId: manifest.browser_specific_settings?.gecko?.id,
  };
}
