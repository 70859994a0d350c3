import type { Page } from 'playwright-core';

/** What a sync has published, without what differs from one sync of the same data to the next: its name, its number and its times. */
export interface Published {
  readonly head: Readonly<Record<string, unknown>>;
  /** By window, measure and platform. */
  readonly rankings: Readonly<Record<string, unknown>>;
}

/** Resolves when a sync publishes. @param page any page of the extension */
export function nextPublication(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const listener = (changes: Record<string, { newValue?: unknown }>) => {
          if (changes.publication?.newValue === undefined) return;
          chrome.storage.local.onChanged.removeListener(listener);
          resolve();
        };
        chrome.storage.local.onChanged.addListener(listener);
      }),
  );
}

/** Reads what is published now. @param page any page of the extension */
export function readPublished(page: Page): Promise<Published> {
  return page.evaluate(async () => {
    const all = await chrome.storage.local.get<Record<string, { value: Record<string, unknown> }>>(null);
    const { generation, run: _, completedAt: __, rankedAt: ___, ...head } = all.publication?.value ?? {};
    const prefix = `ranking/${generation}/`;
    const names = Object.keys(all).filter((name) => name === 'ranking/front' || name.startsWith(prefix));
    return {
      head,
      rankings: Object.fromEntries(names.sort().map((name) => [name.replace(prefix, ''), all[name]?.value])),
    };
  });
}
