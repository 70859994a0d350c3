import type { WindowRanking } from '../../utils/breakouts/output/window-ranking.ts';
import type { FirstRanking } from '../../utils/state/first-ranking.ts';
import type { PageState } from '../../utils/state/page-state.ts';
import {
  countFilters,
  orderOf,
  POPUP_SESSION_KEY,
  POPUP_VIEW_KEY,
  type PopupSession,
  type PopupView,
  parsePopupSession,
  parsePopupView,
} from '../../utils/state/popup-view.ts';
import { readFirst } from '../../utils/storage/first-read.ts';
import { loadPage, type PageData } from '../../utils/storage/page-reader.ts';

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
  const items = await readFirst();
  const memory: PopupMemory = {
    view: parsePopupView(storedIn(items[POPUP_VIEW_KEY])),
    session: parsePopupSession(storedIn(items[POPUP_SESSION_KEY]), now),
  };
  const data = fromFirst(await loadPage(items));
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
  const isAtTop = session === null || (session.scrollTop === 0 && session.search === '');
  return isDefaultWindow && isDefaultOrder && countFilters(view.filters) === 0 && isAtTop;
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

function storedIn(stored: unknown): unknown {
  return (stored as { readonly value?: unknown } | undefined)?.value;
}
