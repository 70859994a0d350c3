import { useRef, useState } from 'preact/hooks';
import { I18nProvider } from '../../components/hooks/i18n-context.ts';
import { EmptyState } from '../../components/status/EmptyState.tsx';
import { ProblemDialog } from '../../components/status/ProblemDialog.tsx';
import { StartState } from '../../components/status/StartState.tsx';
import { Strip } from '../../components/status/Strip.tsx';
import { stripContent } from '../../components/status/strip-content.ts';
import { Toast } from '../../components/Toast.tsx';
import { copyText } from '../../utils/browser/copy-text.ts';
import { undoLast } from '../../utils/browser/mark-posts.ts';
import { openOptions } from '../../utils/browser/open-page.ts';
import { stateActions } from '../../utils/browser/state-actions.ts';
import { countFilters, NO_FILTERS } from '../../utils/state/popup-view.ts';
import type { ShownPost } from '../../utils/state/shown-post.ts';
import type { PageData } from '../../utils/storage/page-reader.ts';
import { readMarks } from '../../utils/storage/read-marks.ts';
import { listNameOf } from './actions/list-name.ts';
import { PrintSheet } from './actions/PrintSheet.tsx';
import { SelectionBar } from './actions/SelectionBar.tsx';
import { Toolbar } from './actions/Toolbar.tsx';
import { Footer } from './Footer.tsx';
import { FullViewProvider } from './full-view-context.ts';
import { GroupsColumn } from './groups/GroupsColumn.tsx';
import { Header } from './Header.tsx';
import { PostPanel } from './post/PostPanel.tsx';
import { PostsTable } from './table/PostsTable.tsx';
import { type FullViewController, useFullViewController } from './use-full-view.ts';
import { useKeys } from './use-keys.ts';
import { useSeenRule } from './use-seen-rule.ts';

/**
 * The full view, in a tab or beside the page that the user is on: groups, the table of all posts,
 * and one post in full. It shows stored data, follows its changes, and sends commands.
 */
export function FullViewApp({ initial }: { readonly initial: PageData }) {
  const view = useFullViewController(initial);
  const [isProblemOpen, setIsProblemOpen] = useState(false);
  const searchField = useRef<HTMLInputElement>(null);
  const [isFiltersOpen, setIsFiltersOpen] = useState(false);
  useKeys(view, searchField, { isFiltersOpen, closeFilters: () => setIsFiltersOpen(false) });
  const { displayState, page, i18n, hasLists } = view;
  const { publication } = page;
  const strip = stripContent(displayState, page, i18n, {
    onDetails: () => setIsProblemOpen(true),
    onRefresh: view.refresh,
    ...stateActions,
  });
  /** Without lists, these states say the same in the lists' place. */
  const hasOwnWords = displayState.problem !== null || displayState.kind === 'first-sync';
  return (
    <I18nProvider value={i18n}>
      <FullViewProvider value={view}>
        <Header view={view} searchField={searchField} />
        <div class={view.isUpdating ? 'progress-bar busy' : 'progress-bar'} />
        {strip !== null && (hasLists || !hasOwnWords) && <Strip {...strip} />}
        {hasLists ? (
          <Columns
            view={view}
            isFiltersOpen={isFiltersOpen}
            onToggleFilters={() => setIsFiltersOpen((before) => !before)}
          />
        ) : (
          <main class="start">
            <StartState
              state={displayState}
              posts={publication?.isPartial === true ? null : (publication?.posts ?? null)}
              onOpenOptions={() => void openOptions()}
              onRetry={view.refresh}
              {...stateActions}
            />
          </main>
        )}
        <Toast
          toast={view.toast}
          onUndo={view.toast?.undo ?? (() => undoLast(view, readMarks))}
          onEnd={() => view.show(null)}
        />
        {isProblemOpen && displayState.problem !== null && (
          <ProblemDialog
            problem={displayState.problem}
            pause={displayState.pause}
            shownFrom={publication?.completedAt ?? null}
            onRetry={() => {
              setIsProblemOpen(false);
              view.refresh();
            }}
            onOpenOptions={() => void openOptions()}
            onCopy={(text) =>
              void copyText(text, i18n.t('toast.copied'), { t: i18n.t, say: view.say })
            }
            onClose={() => setIsProblemOpen(false)}
          />
        )}
      </FullViewProvider>
    </I18nProvider>
  );
}

/** The three columns, below the choices for the table. */
function Columns(props: {
  readonly view: FullViewController;
  readonly isFiltersOpen: boolean;
  readonly onToggleFilters: () => void;
}) {
  const { view, isFiltersOpen, onToggleFilters } = props;
  const { state, i18n, shown, selected } = view;
  const { t } = i18n;
  const main = useRef<HTMLElement>(null);
  const [printed, setPrinted] = useState<readonly ShownPost[] | null>(null);
  useSeenRule(main, view.visits, view.markSeen);
  const print = () => {
    view.say(t('fullView.preparing'));
    shown?.read(null).then(setPrinted, () => view.say(t('toast.failed')));
  };
  const classes = ['columns'];
  if (isFiltersOpen) classes.push('with-filters');
  if (state.postId !== null) classes.push('with-post');
  return (
    <>
      <div class={classes.join(' ')}>
        <aside id="groups" class="groups" aria-label={t('fullView.groups')}>
          <GroupsColumn />
        </aside>
        <main
          ref={main}
          onPointerEnter={() => view.setIsPointerOver(true)}
          onPointerLeave={() => view.setIsPointerOver(false)}
        >
          {selected.size > 0 ? (
            <SelectionBar />
          ) : (
            <Toolbar
              isFiltersOpen={isFiltersOpen}
              onToggleFilters={onToggleFilters}
              onPrint={print}
            />
          )}
          <PostsTable />
          {shown?.count === 0 && <EmptyTable view={view} />}
          <Footer view={view} />
        </main>
        {state.postId !== null && (
          <aside class="post" aria-label={t('fullView.post')}>
            <PostPanel postId={state.postId} windowDays={view.windowDays} />
          </aside>
        )}
      </div>
      {printed !== null && <PrintSheet posts={printed} onDone={() => setPrinted(null)} />}
    </>
  );
}

/** Says why the table has no rows, and offers a way out. */
function EmptyTable({ view }: { readonly view: FullViewController }) {
  const { state, change, i18n } = view;
  const { t } = i18n;
  const isNarrowed = state.search.trim() !== '' || countFilters(state.filters) > 0;
  if (!isNarrowed)
    return <EmptyState title={listNameOf(state.list, t)} text={t('fullView.emptyList')} />;
  return (
    <EmptyState title={t('state.noMatchTitle')} text={t('state.noMatchText')}>
      <button
        class="button"
        type="button"
        onClick={() => change({ search: '', filters: NO_FILTERS })}
      >
        {t('state.noMatchAction')}
      </button>
    </EmptyState>
  );
}
