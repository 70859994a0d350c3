import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { I18nProvider } from '../../components/hooks/i18n-context.ts';
import { RankingView } from '../../components/posts/RankingView.tsx';
import { WindowTabs } from '../../components/posts/WindowTabs.tsx';
import { EmptyState } from '../../components/status/EmptyState.tsx';
import { Notices } from '../../components/status/Notices.tsx';
import { ProblemNotice } from '../../components/status/ProblemNotice.tsx';
import { SyncProgressLine } from '../../components/status/SyncProgressLine.tsx';
import { openOptions } from '../../utils/browser/open-page.ts';
import { sendCommand } from '../../utils/browser/send-command.ts';
import { browserLocale, translate } from '../../utils/browser/translate.ts';
import { formatDateTime, timeUntil } from '../../utils/format/age.ts';
import { formatCount } from '../../utils/format/count.ts';
import { timeAgo } from '../../utils/messages/age-messages.ts';
import { displayStateOf } from '../../utils/state/display-state.ts';
import type { RankingSelection } from './legacy-ranking.ts';
import { defaultSelection, loadPopupState, type PopupState, watchPopupState } from './popup-state.ts';
import { type RankBy, RankingControls } from './RankingControls.tsx';

const t = translate;

/** Ages are reckoned anew this often while the popup stays open, ms. */
const CLOCK_TICK_MS = 30_000;

/** The first frame is painted by then, ms. */
const FIRST_FRAME_MS = 100;

/** The popup: it shows what is stored, follows its changes, and sends commands. It never asks the API. */
export function PopupApp({ initial }: { readonly initial: PopupState }) {
  const [facts, setFacts] = useState(initial);
  const [chosen, setChosen] = useState<RankingSelection | null>(null);
  const [rankBy, setRankBy] = useState<RankBy>('multiple');
  const [now, setNow] = useState(Date.now);
  const [isFirstFrame, setIsFirstFrame] = useState(true);
  const unseen = useUnseen(facts);

  const latestChoice = useRef(chosen);
  latestChoice.current = chosen;
  const reload = useCallback(async () => {
    const read = await loadPopupState(latestChoice.current ?? undefined);
    setNow(Date.now());
    setFacts(read);
  }, []);
  useLayoutEffect(() => {
    const stop = watchPopupState(reload);
    const timer = setTimeout(() => {
      setIsFirstFrame(false);
      // What has changed since the first reading was missed.
      void reload();
    }, FIRST_FRAME_MS);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [reload]);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), CLOCK_TICK_MS);
    return () => clearInterval(timer);
  }, []);

  const choose = (changes: Partial<RankingSelection>) => {
    const lookbackDays = facts.publication?.lookbackDays ?? facts.settings.lookbackDays;
    latestChoice.current = { ...(chosen ?? defaultSelection(lookbackDays)), ...changes };
    setChosen(latestChoice.current);
    return reload();
  };
  const chooseRankBy = (next: RankBy) => {
    setRankBy(next);
    return choose({ measure: next === 'engagement' ? 'engagement' : 'views' });
  };

  const { publication, ranking, status } = facts;
  const situation = displayStateOf({ ...facts, refreshMinutes: facts.settings.refreshMinutes, now });
  const isSyncing = situation.progress !== null && situation.pause === null && situation.problem === null;
  const refresh = () => void sendCommand({ type: 'refresh' });
  const locale = browserLocale();
  const page = useMemo(() => ({ t, locale, now }), [now, locale]);

  return (
    <I18nProvider value={page}>
      <header>
        <h1>{t('popup.title')}</h1>
        <button
          class="icon-button"
          type="button"
          aria-label={t('popup.refresh')}
          title={t('popup.refresh')}
          disabled={situation.kind === 'no-key' || isSyncing}
          onClick={refresh}
        >
          <RefreshIcon isSpinning={isSyncing} />
        </button>
        <button
          class="icon-button"
          type="button"
          aria-label={t('popup.options')}
          title={t('popup.options')}
          onClick={openOptions}
        >
          <OptionsIcon />
        </button>
      </header>

      <main aria-busy={isFirstFrame}>
        {situation.kind === 'no-key' && (
          <EmptyState title={t('state.noKeyTitle')} text={t('state.noKeyText')}>
            <button class="button primary" type="button" onClick={openOptions}>
              {t('state.noKeyAction')}
            </button>
          </EmptyState>
        )}
        <Notices {...facts} onDismiss={() => void sendCommand({ type: 'dismiss-notices' })} />
        {situation.problem !== null && (
          <ProblemNotice
            problem={situation.problem}
            further={[
              ...(situation.pause === null
                ? []
                : [t('problem.nextTry', timeUntil(situation.pause.until, now, locale))]),
              ...(publication === null ? [] : [t('popup.showingOld', timeAgo(publication.completedAt, page))]),
            ]}
            onRetry={refresh}
            {...(situation.kind === 'needs-user' ? { onOpenOptions: openOptions } : {})}
          />
        )}
        {situation.problem === null && situation.pause !== null && (
          <p class="notice" role="status">
            {t('popup.waiting', timeUntil(situation.pause.until, now, locale))}
          </p>
        )}
        {isSyncing && situation.progress !== null && <SyncProgressLine progress={situation.progress} />}
        {situation.kind === 'first-sync' && (
          <EmptyState title={t('state.firstSyncTitle')} text={t('state.firstSyncText')} />
        )}

        {publication !== null && publication.posts === 0 && (
          <EmptyState title={t('state.noPostsTitle')} text={t('state.noPostsText')} />
        )}
        {publication !== null && publication.posts > 0 && situation.kind !== 'no-key' && (
          <>
            <WindowTabs
              windows={publication.windows.map(({ days }) => days)}
              chosen={chosen?.windowDays ?? publication.lookbackDays}
              onChoose={(windowDays) => void choose({ windowDays })}
            />
            <RankingControls
              rankBy={rankBy}
              onRankBy={(next) => void chooseRankBy(next)}
              platforms={publication.platforms.length > 1 ? publication.platforms : []}
              platform={chosen?.platform ?? null}
              onPlatform={(platform) => void choose({ platform })}
            />
            {ranking === null ? (
              <EmptyState title={t('state.unreadableTitle')} text={t('state.unreadableText')} />
            ) : (
              <RankingView
                ranking={ranking}
                order={rankBy === 'multiple' ? 'multiple' : 'gained'}
                {...unseen}
                posts={publication.posts}
                isFirstFrame={isFirstFrame}
              />
            )}
          </>
        )}
      </main>

      {publication !== null && situation.kind !== 'no-key' && (
        <footer class="quiet">
          <p class={situation.isStale ? 'stale' : ''} title={formatDateTime(publication.completedAt, now, locale)}>
            {t('popup.refreshedAgo', timeAgo(status.lastSuccessAt ?? publication.completedAt, page))}
          </p>
          <p
            title={
              publication.newestRefreshAt === null
                ? undefined
                : t('popup.newestData', formatDateTime(publication.newestRefreshAt, now, locale))
            }
          >
            {t.plural(
              'popup.tracked',
              publication.posts,
              formatCount(publication.posts, locale),
              t.plural('popup.accounts', publication.accounts, formatCount(publication.accounts, locale)),
            )}
          </p>
        </footer>
      )}
    </I18nProvider>
  );
}

/**
 * What the user had not looked at before this popup opened: breakouts, and ended ones that are shown once more. They keep their marks while it
 * stays open; the worker is told at once that they were looked at.
 */
function useUnseen(facts: PopupState): {
  readonly newIds: ReadonlySet<string>;
  readonly endedIds: ReadonlySet<string>;
} {
  const seenBefore = useRef(facts.seen);
  const { breakoutIds, ranking } = facts;
  const unseen = useMemo(() => {
    const ended = ranking?.ended.filter(({ id, endedAt }) => (seenBefore.current[id] ?? 0) < (endedAt ?? 0)) ?? [];
    return {
      newIds: new Set(breakoutIds.filter((id) => seenBefore.current[id] === undefined)),
      endedIds: new Set(ended.map(({ id }) => id)),
    };
  }, [breakoutIds, ranking]);
  useEffect(() => {
    const postIds = [...unseen.newIds, ...unseen.endedIds];
    if (postIds.length > 0) void sendCommand({ type: 'mark-seen', postIds, isUndoable: false });
  }, [unseen]);
  return unseen;
}

function RefreshIcon({ isSpinning }: { readonly isSpinning: boolean }) {
  return (
    <svg class={isSpinning ? 'spinning' : ''} viewBox="0 0 20 20" aria-hidden="true">
      <path d="M16 10a6 6 0 1 1-1.8-4.3M14.5 2.5v3.4h-3.4" />
    </svg>
  );
}

function OptionsIcon() {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true">
      <path d="M3 6h7m5 0h2M3 14h2m5 0h7" />
      <circle cx="12.5" cy="6" r="2" />
      <circle cx="7.5" cy="14" r="2" />
    </svg>
  );
}
