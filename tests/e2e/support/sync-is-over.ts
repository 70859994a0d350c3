import type { Page } from 'playwright-core';

/**
 * Resolves when no sync is running. A sync still has work after its publication, and starts again
 * if its data is changed meanwhile.
 *
 * @param page any page of the extension
 */
export function syncIsOver(page: Page): Promise<void> {
  // The worker holds this lock for as long as it syncs (`entrypoints/background/sync-runner.ts`); a
  // page of the same origin waits for its turn.
  return page.evaluate(() => navigator.locks.request('sync', () => undefined));
}
