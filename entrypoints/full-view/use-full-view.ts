import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useHeld } from '../../components/hooks/use-held.ts';
import { useNewMarks } from '../../components/hooks/use-new-marks.ts';
import { applyLook } from '../../components/look.ts';
import type { ToastContent } from '../../components/Toast.tsx';
import type { WindowRanking } from '../../utils/breakouts/output/window-ranking.ts';
import { markPosts, markSeen } from '../../utils/browser/mark-posts.ts';
import { sendCommand } from '../../utils/browser/send-command.ts';
import { messageLocale, translate } from '../../utils/browser/translate.ts';
import { countBreakouts } from '../../utils/state/breakout-counts.ts';
import { displayStateOfPage } from '../../utils/state/display-state.ts';
import {
  type FullViewState,
  parseFullViewHash,
  toFullViewHash,
} from '../../utils/state/full-view-state.ts';
import type { MarkCommand } from '../../utils/state/mark-commands.ts';
import { unseenPosts } from '../../utils/state/unseen-posts.ts';
import { loadRanking } from '../../utils/storage/load-ranking.ts';
import { loadPage, type PageData, watchPage } from '../../utils/storage/page-reader.ts';
import type { ShownPosts } from './full-view-context.ts';
import type { TableRows } from './table/table-rows.ts';
import { useTableRows } from './table/use-table-rows.ts';
import { useVisits } from './use-visits.ts';

/** The interval at which ages are updated, ms. */
const CLOCK_TICK_MS = 30_000;

/** The state of the full view, and the functions that change it. */
export type FullViewController = ReturnType<typeof useFullViewController>;

/** Combines the stored data, the choices in the address, and the values computed from both. */
export function useFullViewController(initial: PageData) {
  const { page, first } = usePageData(initial);
  const [state, change] = useHashState();
  const [now, setNow] = useState(Date.now);
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  const [shown, setShown] = useState<ShownPosts | null>(null);
  const [toast, show] = useState<ToastContent | null>(null);
  const visits = useVisits();
  const { publication, marks, settings } = page;
  const locale = messageLocale();
  const i18n = useMemo(() => ({ t: translate, locale, now }), [now, locale]);

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), CLOCK_TICK_MS);
    return () => clearInterval(timer);
  }, []);
  useLayoutEffect(() => applyLook(settings), [settings.theme, settings.density]);

  const windowDays =
    publication?.windows.find(({ days }) => days === state.windowDays)?.days ??
    publication?.lookbackDays ??
    settings.lookbackDays;
  const complete = useRanking(publication?.generation ?? null, windowDays);
  const ranking = complete ?? (first?.ranking.windowDays === windowDays ? first.ranking : null);
  const rows = useTableRows(publication, settings, ranking, windowDays);
  const [isPointerOver, setIsPointerOver] = useState(false);
  const { held, release } = useHeld({ ranking, rows }, isPointerOver, isSameScreen);
  const newMarks = useNewMarks(first, marks, visits);
  const displayState = displayStateOfPage(page, now);
  const counts = useMemo(
    () =>
      publication === null || publication.isPartial === true || page.keyOwner === null
        ? null
        : countBreakouts(publication, first, marks, now),
    [publication, page.keyOwner, first, marks, now],
  );

  const hasLists =
    publication !== null &&
    publication.posts > 0 &&
    displayState.kind !== 'no-key' &&
    held.rows !== null;

  return {
    page,
    first,
    state,
    change,
    i18n,
    windowDays,
    ranking: held.ranking,
    rows: held.rows,
    hasLists,
    /** True while newer rows are held back, because the pointer is over the table. */
    hasNewerRows: held.rows?.columns.generation !== rows?.columns.generation,
    showNews: release,
    setIsPointerOver,
    isSidePanel: document.documentElement.dataset.place === 'side-panel',
    now,
    displayState,
    counts,
    selected,
    select,
    shown,
    setShown,
    toast,
    show,
    marks,
    newMarks,
    visits,
    isUpdating:
      displayState.progress !== null &&
      displayState.pause === null &&
      displayState.problem === null,
    markSeen(postIds: readonly string[]) {
      markSeen(unseenPosts(postIds, first, ranking, marks));
    },
    isNew: (postId: string) => newMarks.isNew([postId]),
    say: (text: string) => show({ text, canUndo: false }),
    mark(command: MarkCommand, done: string) {
      // The mark goes at once, although a post that was new keeps it until the next visit.
      if (command.type === 'mark-seen') newMarks.dismiss(command.postIds);
      markPosts({ show, i18n }, command, done);
    },
    refresh: () =>
      void sendCommand({ type: 'refresh' }).catch(() =>
        show({ text: translate('toast.failed'), canUndo: false }),
      ),
  };
}

/** The rows of the table with the ranking that they belong to. */
interface ShownRows {
  readonly ranking: WindowRanking | null;
  readonly rows: TableRows | null;
}

/**
 * Returns true for changes that may wait: a newer publication of the same window. The complete
 * table takes the place of its first rows at once.
 */
function isSameScreen({ rows: held }: ShownRows, { rows: latest }: ShownRows): boolean {
  return (
    held !== null &&
    latest !== null &&
    held.columns.isComplete &&
    held.columns.windowDays === latest.columns.windowDays &&
    held.columns.generation !== latest.columns.generation
  );
}

/** Returns the latest stored data. */
function usePageData(initial: PageData) {
  const [data, setData] = useState(initial);
  useLayoutEffect(() => {
    const stop = watchPage(setData);
    // The watcher missed changes between the first reading and now.
    void loadPage().then(setData, () => undefined);
    return stop;
  }, []);
  return { page: data.state, first: data.first };
}

/** Keeps the choices in the address, so that a reload, a bookmark and a link show the same. */
function useHashState() {
  const [state, setState] = useState(() => parseFullViewHash(location.hash));
  useEffect(() => {
    const read = () => setState(parseFullViewHash(location.hash));
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  const change = useCallback((changes: Partial<FullViewState>) => {
    setState((before) => ({ ...before, ...changes }));
  }, []);
  const hash = toFullViewHash(state);
  useEffect(() => {
    // An empty hash is removed by naming the page again.
    if (hash !== location.hash) history.replaceState(null, '', hash || location.pathname);
  }, [hash]);
  return [state, change] as const;
}

/** Loads the complete ranking of a window; `null` until it is loaded. */
function useRanking(generation: number | null, windowDays: number): WindowRanking | null {
  const [loaded, setLoaded] = useState<WindowRanking | null>(null);
  const latest = useRef(0);
  useEffect(() => {
    latest.current += 1;
    const turn = latest.current;
    if (generation === null) setLoaded(null);
    else {
      loadRanking(generation, windowDays).then(
        (ranking) => turn === latest.current && setLoaded(ranking),
        () => undefined,
      );
    }
  }, [generation, windowDays]);
  return loaded?.windowDays === windowDays ? loaded : null;
}
