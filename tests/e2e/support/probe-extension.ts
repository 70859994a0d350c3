import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MANIFEST = {
  manifest_version: 3,
  name: 'Probe',
  version: '1.0',
  host_permissions: ['https://api.creatoraudit.com/*'],
  content_security_policy: { extension_pages: "script-src 'self'; img-src 'self'" },
  action: { default_popup: 'popup.html' },
  options_ui: { page: 'options.html' },
  background: { service_worker: 'background.js', scripts: ['background.js'] },
  browser_specific_settings: {
    gecko: { id: 'probe@creatoraudit.example', strict_min_version: '140.0' },
  },
};

/**
 * Writes an extension that may contact anybody, unlike ours, but may not show foreign pictures,
 * which its options page tries at once. Tests find out with it whether a breach would be seen.
 *
 * @returns its folder, for Chromium as well as for Firefox; who calls removes it.
 */
export function writeProbeExtension(): string {
  const folder = mkdtempSync(join(tmpdir(), 'probe-extension-'));
  const files = {
    'manifest.json': JSON.stringify(MANIFEST),
    'background.js': 'chrome.action.setBadgeText({ text: "7" });',
    'popup.html': '<!doctype html><title>Popup</title>',
    'options.html':
      '<!doctype html><title>Options</title><img src="https://pictures.example/1.png" alt="" />',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}
