import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SandboxOptions } from '../../sandbox-api/start-sandbox-api.ts';
import {
  CHROMIUM_BUILD,
  type ExtensionSession,
  startExtensionSession,
} from './extension-session.ts';

/**
 * Starts the production build with the permission for notifications granted. Nobody can answer the
 * browser's question in a test, so the extension is installed with the permission required, and
 * then updated to the build, where it is optional: Chromium lets an update keep what was granted.
 */
export async function startWithNotifications(options: SandboxOptions): Promise<ExtensionSession> {
  const folder = mkdtempSync(join(tmpdir(), 'build-notifications-'));
  cpSync(CHROMIUM_BUILD, folder, { recursive: true });
  const file = join(folder, 'manifest.json');
  const built = readFileSync(file, 'utf8');
  const { permissions, optional_permissions, ...manifest } = JSON.parse(built) as {
    readonly permissions: readonly string[];
    readonly optional_permissions: readonly string[];
  };
  const isOther = (permission: string) => permission !== 'notifications';
  writeFileSync(
    file,
    JSON.stringify({
      ...manifest,
      permissions: [...permissions, 'notifications'],
      optional_permissions: optional_permissions.filter(isOther),
    }),
  );
  const session = await startExtensionSession(options, folder);
  writeFileSync(file, built);
  await session.browser.reloadExtension();
  return {
    ...session,
    async close() {
      await session.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
