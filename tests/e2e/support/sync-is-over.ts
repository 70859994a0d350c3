import type { Page } from 'playwright-core';

/**
 * Resolves when no sync is under way: a publication is not the end of one, which has its things
 * still to put away. What is changed beneath a sync makes it begin anew.
 *
 * @param page any page of the extension
 */
export function syncIsOver(page: Page): Promise<void> {
  // The worker holds this lock for as long as it syncs (`entrypoints/background/sync-runner.ts`); a
  // page of the same origin waits for its turn.
  return page.evaluate(() => navigator.locks.request('sync', () => undefined));
}
