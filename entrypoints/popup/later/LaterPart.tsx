import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { bindKeys } from '../../../components/bind-keys.ts';
import { applyLook } from '../../../components/look.ts';
import { Toast } from '../../../components/Toast.tsx';
import { isPaused, pauseEnd } from '../../../utils/alerts/alert-times.ts';
import { localClock, userTimeZone } from '../../../utils/alerts/local-clock.ts';
import { copyText } from '../../../utils/browser/copy-text.ts';
import { markPosts, undoLast } from '../../../utils/browser/mark-posts.ts';
import { openPosts } from '../../../utils/browser/open-posts.ts';
import { sendCommand } from '../../../utils/browser/send-command.ts';
import { canOpenSidePanel } from '../../../utils/browser/side-panel.ts';
import { formatDateTime } from '../../../utils/format/age.ts';
import { filterValues } from '../../../utils/state/filter-values.ts';
import { hiddenBy } from '../../../utils/state/hidden-posts.ts';
import { FILTERS } from '../../../utils/state/popup-view.ts';
import { readMarks } from '../../../utils/storage/read-marks.ts';
import { idsOf } from '../ids-of.ts';
import { scopeOf } from '../states/scope-of.ts';
import { foldAhead } from '../states/search.tsx';
import type { PopupController } from '../use-popup-controller.ts';
import { contextOf } from './commands-of.ts';
import { copyList, exportList } from './export-list.ts';
import { keyActions } from './key-actions.ts';
import { OPENED_AT_ONCE } from './ListActions.tsx';
import { Overlays, type OverlaysProps } from './Overlays.tsx';
import { openBesidePage, prepareSidePanel } from './open-full-view.ts';
import { saveSession, saveView } from './save-memory.ts';

/**
 * The functions of the popup beyond showing its lists: keys, toasts, menus and dialogs, and
 * remembering where it was left.
 */
export function LaterPart({ popup }: { readonly popup: PopupController }) {
  const latest = useRef(popup);
  latest.current = popup;

  useLayoutEffect(
    () =>
      bindKeys(
        () => keyActions(latest.current),
        () => latest.current.settings.singleKeyShortcuts,
      ),
    [],
  );
  useLayoutEffect(() => {
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      const { overlay, closeOverlay, search, openSearch } = latest.current;
      // One layer at a time; with none left, the browser closes the popup.
      if (overlay !== null) closeOverlay();
      else if (search !== null) openSearch(null);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener('keydown', onEscape, { capture: true });
    return () => removeEventListener('keydown', onEscape, { capture: true });
  }, []);

  useEffect(() => void prepareSidePanel(), []);
  useEffect(() => {
    // A row is a link, which the browser opens: by any button, or with any key held down.
    const onClick = ({ target, button }: MouseEvent) => {
      const face = target instanceof Element ? target.closest('a[data-row]') : null;
      const row = latest.current.rows.find(({ key }) => key === face?.getAttribute('data-row'));
      if (row !== undefined && button < 2) contextOf(latest.current).onOpened(idsOf(row));
    };
    for (const type of ['click', 'auxclick'] as const) addEventListener(type, onClick);
    return () => {
      for (const type of ['click', 'auxclick'] as const) removeEventListener(type, onClick);
    };
  }, []);

  const { focusedKey } = popup;
  // In the same turn: an effect that runs late would give the focus to a row of an earlier list.
  useLayoutEffect(() => {
    // What had the focus is gone: its row, or the button of a problem that is over.
    if (focusedKey !== null && document.activeElement === document.body)
      latest.current.list.current?.focus(focusedKey);
  }, [focusedKey, popup.hasLists, popup.state.problem === null]);

  const { settings } = popup;
  useLayoutEffect(() => applyLook(settings), [settings.theme, settings.density]);

  const posts = popup.data.ranking?.posts;
  useEffect(() => (posts === undefined ? undefined : foldAhead(posts)), [posts]);

  const { view } = popup;
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) isFirst.current = false;
    else void saveView(view);
  }, [view]);
  useEffect(() => {
    const save = () => {
      const { search, focusedKey, list, latest: stored } = latest.current;
      // A popup that is still open after a disconnect leaves nothing behind.
      if (stored.page.keyOwner === null) return;
      const scrollTop = list.current?.scroller?.scrollTop ?? 0;
      void saveSession({ closedAt: Date.now(), search: search ?? '', scrollTop, focusedKey });
    };
    // A closing popup has no time to write: the place is stored shortly after each change.
    const timer = setInterval(save, 1000);
    addEventListener('pagehide', save);
    return () => {
      clearInterval(timer);
      removeEventListener('pagehide', save);
    };
  }, []);

  return (
    <>
      <Toast
        toast={popup.toast}
        onUndo={() => undoLast(popup, readMarks)}
        onEnd={() => popup.show(null)}
      />
      {popup.overlay !== null && <Overlays {...overlayProps(popup)} />}
    </>
  );
}

function overlayProps(popup: PopupController): OverlaysProps {
  const {
    data,
    page,
    publication,
    view,
    rows,
    i18n,
    windowDays,
    state,
    marks,
    sections,
    newMarks,
  } = popup;
  const { t } = i18n;
  const { ranking } = data;
  const posts = rows.flatMap((row) => (row.rise === null ? [row.post] : row.posts));
  const listName = t(`list.${view.tab}`);
  const rowContext = { ...i18n, windowDays, say: popup.say };
  const newRows = rows.filter(newMarks.isNew);
  const badgeDays = publication?.lookbackDays ?? windowDays;
  return {
    view: {
      view,
      windowDays,
      badgeDays,
      windows: (publication?.windows ?? []).map(({ days, breakouts }) => ({
        days,
        breakouts: days === badgeDays ? (popup.counts?.all ?? breakouts) : breakouts,
      })),
      values: Object.fromEntries(
        FILTERS.map((name) => [name, ranking === null ? [] : filterValues(ranking, name)]),
      ) as OverlaysProps['view']['values'],
      savedFilters: page.savedFilters,
      onSavedFilter({ filters, search, windowDays: days }) {
        popup.changeView({ filters, windowDays: days === badgeDays ? null : days });
        popup.openSearch(search || null);
        popup.closeOverlay();
      },
      mutedCount: mutedCount(popup),
      onChange: popup.changeView,
    },
    listActions: {
      rows: rows.length,
      newRows: newRows.length,
      scope: scopeOf(popup),
      onMarkSeen() {
        const postIds = newRows.flatMap(idsOf);
        newMarks.dismiss(postIds);
        markPosts(
          popup,
          { type: 'mark-seen', postIds, isUndoable: true },
          t.plural('toast.allSeen', newRows.length, newRows.length),
        );
      },
      onOpenFirst() {
        const opened = openPosts(posts, OPENED_AT_ONCE);
        popup.say(t.plural('toast.opened', opened, opened));
      },
      onCopy: () => void copyList(listName, posts, rowContext),
      onExport: () => exportList(listName, posts, rowContext),
      onSidePanel: canOpenSidePanel() ? () => openBesidePage(popup) : null,
      alerts: alertActions(popup),
    },
    muted: {
      marks,
      postOf: (id) => ranking?.posts.find((post) => post.id === id),
      onUnmute: (target, name) =>
        markPosts(popup, { type: 'unmute', target }, t('toast.unmuted', name)),
    },
    problem: {
      ...(state.problem === null ? {} : { problem: state.problem }),
      pause: state.pause,
      shownFrom: publication?.completedAt ?? null,
      onRetry() {
        popup.closeOverlay();
        popup.refresh();
      },
      onOpenOptions: popup.openOptions,
      onCopy: (text) => void copyText(text, t('toast.copied'), contextOf(popup)),
      onClose: popup.closeOverlay,
    },
    comparison: {
      comparison: ranking?.comparison ?? null,
      posts: publication?.posts ?? 0,
      accounts: publication?.accounts ?? 0,
      updatedAt: page.status.lastSuccessAt,
      corrections: publication?.corrections ?? [],
    },
    about: sections
      .filter(({ rows: shown }, index) => index === 0 || shown.length > 0)
      .map(({ name }) => ({ name: t(`list.${name}`), hint: t(`list.${name}Hint`) })),
  };
}

/** The pause of alerts; `null` while no channel is on. */
function alertActions({
  page,
  i18n,
  say,
}: PopupController): OverlaysProps['listActions']['alerts'] {
  const { t, locale } = i18n;
  const isOn = Object.values(page.channels).some((channel) => channel.isOn);
  if (!isOn) return null;
  const { until } = page.alertPause;
  const now = Date.now();
  return {
    pausedUntil: isPaused(until, now) ? until : null,
    onPause(choice) {
      const end = choice === null ? null : pauseEnd(choice, Date.now(), localClock(userTimeZone()));
      void sendCommand({ type: 'pause-alerts', until: end });
      say(
        end === null
          ? t('alert.resumed')
          : t('alert.pausedUntil', formatDateTime(end, Date.now(), locale)),
      );
    },
  };
}

/** Counts the entries of the dialog of muted posts, accounts and creators. */
function mutedCount({ marks, now }: PopupController): number {
  const posts = Object.keys(marks.posts).filter(
    (id) => hiddenBy({ id, accountKey: null, creatorName: null }, marks, now) !== null,
  );
  return posts.length + Object.keys(marks.accounts).length + Object.keys(marks.creators).length;
}
