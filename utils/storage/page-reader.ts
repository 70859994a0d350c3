import { sendCommand } from '../browser/send-command.ts';
import type { FirstRanking } from '../state/first-ranking.ts';
import type { PageState } from '../state/page-state.ts';
import { pageStorage } from './page-storage.ts';
import {
  FIRST_RANKING_KEY,
  MORE_BREAKOUTS_KEY,
  PAGE_STATE_KEY,
  parseFirstRanking,
  parsePageState,
} from './published-page.ts';
import type { StoredItems } from './storage-adapter.ts';
import { watchKeys } from './watch-keys.ts';

/** The data of a page's first frame. */
export interface PageData {
  readonly state: PageState;
  /** `null`: nothing is published, or it cannot be read. */
  readonly first: FirstRanking | null;
}

const KEYS = [PAGE_STATE_KEY, FIRST_RANKING_KEY, MORE_BREAKOUTS_KEY];

/**
 * Reads the data of a page's first frame, in one call. Waits for the worker to rewrite values that
 * are missing, damaged or of another version.
 *
 * @param items what is stored, if it was read already; breakouts that are only counted may be
 *   missing among them
 * @throws when the worker cannot write it either
 */
export async function loadPage(items?: StoredItems): Promise<PageData> {
  const found = items === undefined ? await readPage() : parsePage(items);
  const isWhole = items !== undefined || found?.first?.hasMore !== true;
  if (found !== null && isComplete(found) && isWhole) return found;
  await sendCommand({ type: 'republish' }).catch(() => undefined);
  const again = await readPage();
  if (again === null) throw new Error('the worker has not written the state of pages');
  return again;
}

/**
 * Calls `listener` with the data of a page whenever it changes, never with an older state after a
 * newer one, until the returned function is called.
 */
export function watchPage(listener: (page: PageData) => void): () => void {
  let latest = 0;
  return watchKeys(KEYS, () => {
    latest += 1;
    const reading = latest;
    const report = (page: PageData) => {
      if (reading === latest) listener(page);
    };
    // The page keeps its present data when the new data cannot be read.
    loadPage().then(report, () => undefined);
  });
}

async function readPage(): Promise<PageData | null> {
  return parsePage(await pageStorage.get('local', KEYS));
}

function parsePage(items: StoredItems): PageData | null {
  const state = parsePageState(items[PAGE_STATE_KEY]);
  if (state === null) return null;
  const first = parseFirstRanking(items);
  return { state, first: first?.generation === state.publication?.generation ? first : null };
}

function isComplete({ state, first }: PageData): boolean {
  return state.publication === null || first !== null;
}
