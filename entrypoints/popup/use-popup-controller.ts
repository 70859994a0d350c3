import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useHeld } from '../../components/hooks/use-held.ts';
import { useNewMarks } from '../../components/hooks/use-new-marks.ts';
import { COMPACT_ROW_HEIGHT, ROW_HEIGHT } from '../../components/posts/VirtualRows.tsx';
import type { ToastContent } from '../../components/Toast.tsx';
import { openOptions } from '../../utils/browser/open-page.ts';
import { sendCommand } from '../../utils/browser/send-command.ts';
import { messageLocale, translate } from '../../utils/browser/translate.ts';
import { countBreakouts } from '../../utils/state/breakout-counts.ts';
import { displayStateOfPage } from '../../utils/state/display-state.ts';
import type { ListRow } from '../../utils/state/list-rows.ts';
import { countFilters, NO_FILTERS, type PopupView } from '../../utils/state/popup-view.ts';
import { idsOf } from './ids-of.ts';
import type { ListHandle } from './ListView.tsx';
import { placeSections, rowsInOrder } from './list-layout.ts';
import type { Overlay } from './popup-context.ts';
import { type PopupData, type PopupMemory, windowOf } from './popup-state.ts';
import type { States } from './states/states.ts';
import { useLists } from './use-lists.ts';
import { usePopupData } from './use-popup-data.ts';

const t = translate;

/** The interval at which ages are updated while the popup is open, ms. */
const CLOCK_TICK_MS = 30_000;

/** The state of the popup, and the functions that change it. */
export type PopupController = ReturnType<typeof usePopupController>;

/**
 * Combines the stored data, the user's choices, and the values computed from both.
 *
 * @param matcherOf makes the test for a search; `null` until it is loaded
 */
export function usePopupController(
  initial: PopupData & { readonly memory: PopupMemory },
  matcherOf: States['matcherOf'] | null,
) {
  const { session } = initial.memory;
  const [view, setView] = useState(initial.memory.view);
  const [search, setSearch] = useState<string | null>(session?.search || null);
  const [now, setNow] = useState(Date.now);
  const [isAfterFirstFrame, setIsAfterFirstFrame] = useState(false);
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  const [focusedKey, setFocusedKey] = useState(session?.focusedKey ?? null);
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const [heights, setHeights] = useState<ReadonlyMap<string, number>>(new Map());
  const [isPointerOver, setIsPointerOver] = useState(false);
  const [awaitsAnswer, setAwaitsAnswer] = useState(false);
  const [showsAllMovers, setShowsAllMovers] = useState(false);
  const list = useRef<ListHandle>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const [toast, show] = useState<ToastContent | null>(null);

  const latest = usePopupData(initial, view, isAfterFirstFrame);
  const { held, release } = useHeld(latest, isPointerOver, isSameScreen);
  // Marks and settings change at the user's word: they are never held back.
  const { marks, settings } = latest.page;
  const data: PopupData =
    held === latest ? latest : { ...held, page: { ...held.page, marks, settings } };
  const { page } = data;
  const { publication } = page;

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), CLOCK_TICK_MS);
    return () => clearInterval(timer);
  }, []);

  const locale = messageLocale();
  const i18n = useMemo(() => ({ t, locale, now }), [now, locale]);
  const windowDays = windowOf(view, page) ?? settings.lookbackDays;
  const topMovers = showsAllMovers ? null : settings.topMoversCount;
  const posts = data.ranking?.posts;
  const matches = useMemo(
    () => (posts === undefined ? null : (matcherOf?.(search ?? '', view.filters, posts) ?? null)),
    [search, view.filters, matcherOf, posts],
  );
  const lists = useLists(data, view, matches, topMovers, now);
  const rowHeight = settings.density === 'compact' ? COMPACT_ROW_HEIGHT : ROW_HEIGHT;
  const openHeights = new Map([...heights].filter(([key]) => unfolded.has(key)));
  const sections = placeSections(
    lists?.sections ?? [],
    openHeights,
    topMovers === null ? {} : { topMovers },
    rowHeight,
  );
  const rows = rowsInOrder(sections);
  const stateOf = (status: typeof page.status) => displayStateOfPage({ ...page, status }, now);
  /** As it is now, for what moves nothing. */
  const state = stateOf(latest.page.status);
  /**
   * As it was when the pointer came over the lists, unless the user has asked for a change since.
   */
  const heldState = awaitsAnswer ? state : stateOf(page.status);
  const hasLists =
    publication !== null &&
    publication.posts > 0 &&
    state.kind !== 'no-key' &&
    data.ranking !== null;
  const newPosts = useNewMarks(data.first, marks);
  const newMarks = {
    isNew: (row: ListRow) => newPosts.isNew(idsOf(row)),
    dismiss: newPosts.dismiss,
  };
  const counts = useMemo(
    () =>
      publication === null ||
      publication.isPartial === true ||
      state.kind === 'no-key' ||
      data.first?.hasMore === true
        ? null
        : countBreakouts(publication, data.first, marks, now),
    [publication, state.kind, data.first, marks, now],
  );
  // A row that leaves the list hands the focus to the one that takes its place.
  const place = useRef(0);
  const found = rows.findIndex(({ key }) => key === focusedKey);
  if (found >= 0) place.current = found;
  else if (focusedKey === null) place.current = 0;
  const focusedRow = rows[Math.min(place.current, rows.length - 1)] ?? null;

  const changeView = (changes: Partial<PopupView>) => {
    setView((before) => ({ ...before, ...changes }));
    list.current?.scroller?.scrollTo(0, 0);
    setFocusedKey(null);
  };
  const openSearch = (next: string | null) => {
    setSearch(next);
    list.current?.scroller?.scrollTo(0, 0);
    // The focus moves to the rows when the search field closes.
    if (next === null && focusedRow !== null) list.current?.focus(focusedRow.key);
  };
  useLayoutEffect(() => {
    if (search !== null && document.activeElement !== searchField.current)
      searchField.current?.focus();
  }, [search === null]);
  useLayoutEffect(() => {
    // A search that is back does not take the focus from the row that had it.
    if (focusedRow === null) return;
    if (session !== null) list.current?.focus(focusedRow.key);
    // As above, but without a second rendering before the first paint.
    else list.current?.faceOf(focusedRow.key)?.focus({ preventScroll: true });
  }, []);

  return {
    data,
    latest,
    page,
    publication,
    marks,
    settings,
    view,
    search,
    now,
    i18n,
    locale,
    windowDays,
    rowHeight,
    lists,
    sections,
    rows,
    state,
    heldState,
    hasLists,
    newMarks,
    focusedRow,
    overlay,
    unfolded,
    list,
    searchField,
    toast,
    session,
    isAfterFirstFrame,
    isPointerOver,
    focusedKey: focusedRow?.key ?? null,
    isUpdating: state.progress !== null && state.pause === null && state.problem === null,
    activeFilters: countFilters(view.filters),
    hasNewerList: held.page.publication?.generation !== latest.page.publication?.generation,
    counts,
    changeView,
    openSearch,
    setFocusedKey,
    setIsPointerOver(isOver: boolean) {
      setIsPointerOver(isOver);
      if (!isOver) setAwaitsAnswer(false);
    },
    setShowsAllMovers,
    endFirstFrame() {
      setIsAfterFirstFrame(true);
      setFocusedKey((key) => key ?? focusedRow?.key ?? null);
    },
    showNews: release,
    show,
    say: (text: string) => show({ text, canUndo: false }),
    openOverlay: (next: Overlay) => isAfterFirstFrame && setOverlay(next),
    closeOverlay: () => setOverlay(null),
    refresh() {
      setAwaitsAnswer(true);
      sendCommand({ type: 'refresh' }).catch(() =>
        show({ text: t('toast.failed'), canUndo: false }),
      );
    },
    openOptions: () => void openOptions(),
    clear() {
      setSearch(null);
      changeView({ filters: NO_FILTERS });
    },
    unfold({ key }: Pick<ListRow, 'key'>) {
      setUnfolded((before) => {
        const after = new Set(before);
        if (!after.delete(key)) after.add(key);
        return after;
      });
    },
    setHeight(key: string, height: number) {
      setHeights((before) =>
        before.get(key) === height ? before : new Map(before).set(key, height),
      );
    },
  };
}

/**
 * Returns true for changes that may wait: a new publication of the same window, or another state.
 * Another window is the user's choice and never waits.
 */
function isSameScreen(held: PopupData, latest: PopupData): boolean {
  return (
    held.ranking !== null &&
    held.ranking.windowDays === latest.ranking?.windowDays &&
    (latest.page.keyOwner === null) === (held.page.keyOwner === null) &&
    // The complete list takes the place of its first rows without moving any.
    (held.isComplete || held.page.publication?.generation !== latest.page.publication?.generation)
  );
}
