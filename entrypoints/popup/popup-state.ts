import type { WindowRanking } from '../../utils/breakouts/output/window-ranking.ts';
import type { FirstRanking } from '../../utils/state/first-ranking.ts';
import type { PageState } from '../../utils/state/page-state.ts';
import {
  orderOf,
  POPUP_SESSION_KEY,
  POPUP_VIEW_KEY,
  type PopupSession,
  type PopupView,
  parsePopupSession,
  parsePopupView,
} from '../../utils/state/popup-view.ts';
import { loadPage, type PageData } from '../../utils/storage/page-reader.ts';
import { pageStorage } from '../../utils/storage/page-storage.ts';
import type { StorageArea } from '../../utils/storage/storage-adapter.ts';

/** The stored data that the popup shows. */
export interface PopupData {
  readonly page: PageState;
  readonly first: FirstRanking | null;
  /** The ranking of the shown window; `null`: none is published. */
  readonly ranking: WindowRanking | null;
  /** True if `ranking` has every row, not only those of the first frame. */
  readonly isComplete: boolean;
}

/** The state in which the popup was left. */
export interface PopupMemory {
  readonly view: PopupView;
  readonly session: PopupSession | null;
}

/**
 * Loads the data of the first frame. The complete ranking is read only if the popup was left at a
 * place that the first rows do not show.
 */
export async function loadPopup(
  now: number,
): Promise<PopupData & { readonly memory: PopupMemory }> {
  const [loaded, storedView, storedSession] = await Promise.all([
    loadPage(),
    readMemory('local', POPUP_VIEW_KEY),
    readMemory('session', POPUP_SESSION_KEY),
  ]);
  const memory: PopupMemory = {
    view: parsePopupView(storedView),
    session: parsePopupSession(storedSession, now),
  };
  const data = fromFirst(loaded);
  return { ...(isFirstEnough(memory, data) ? data : await withRanking(data, memory.view)), memory };
}

/** Adds the complete ranking of the window chosen; one that is known already is not read again. */
export async function loadPopupData(
  page: PageData,
  view: PopupView,
  known: PopupData,
): Promise<PopupData> {
  const data = fromFirst(page);
  const isKnown =
    known.isComplete &&
    known.page.publication?.generation === data.page.publication?.generation &&
    known.ranking?.windowDays === windowOf(view, data.page);
  return isKnown ? { ...known, page: data.page, first: data.first } : withRanking(data, view);
}

/**
 * The window to show, in days: the one chosen, if it is published, else the look-back window;
 * `null` before the first update.
 */
export function windowOf({ windowDays }: PopupView, { publication }: PageState): number | null {
  if (publication === null) return null;
  const isPublished = publication.windows.some(({ days }) => days === windowDays);
  return isPublished ? windowDays : publication.lookbackDays;
}

function isFirstEnough({ view, session }: PopupMemory, { page }: PopupData): boolean {
  const isDefaultWindow = windowOf(view, page) === (page.publication?.lookbackDays ?? null);
  const isDefaultOrder =
    view.order === null || view.order === orderOf({ tab: view.tab, order: null });
  const hasFilter = Object.values(view.filters).some((value) => value !== null);
  const isAtTop = session === null || (session.scrollTop === 0 && session.search === '');
  return isDefaultWindow && isDefaultOrder && !hasFilter && isAtTop;
}

function fromFirst({ state, first }: PageData): PopupData {
  return { page: state, first, ranking: first?.ranking ?? null, isComplete: false };
}

async function withRanking(data: PopupData, view: PopupView): Promise<PopupData> {
  const windowDays = windowOf(view, data.page);
  if (data.page.publication === null || windowDays === null) return data;
  // The database's library is not part of the first frame's script.
  const { loadRanking } = await import('../../utils/storage/load-ranking.ts');
  const ranking = await loadRanking(data.page.publication.generation, windowDays);
  if (ranking !== null) return { ...data, ranking, isComplete: true };
  // The first rows are of the look-back window alone.
  return windowDays === data.page.publication.lookbackDays ? data : { ...data, ranking: null };
}

/** Reads the popup's memory. The popup works without it. */
async function readMemory(area: StorageArea, key: string): Promise<unknown> {
  const items = await pageStorage
    .get(area, [key])
    .catch(() => ({}) as Readonly<Record<string, unknown>>);
  return (items[key] as { readonly value?: unknown } | undefined)?.value;
}
