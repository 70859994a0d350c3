import { I18nProvider } from '../../components/hooks/i18n-context.ts';
import { Toast } from '../../components/Toast.tsx';
import { undoLast } from '../../utils/browser/mark-posts.ts';
import type { PageData } from '../../utils/storage/page-reader.ts';
import { FullViewProvider } from './full-view-context.ts';
import { GroupsColumn } from './groups/GroupsColumn.tsx';
import { Header } from './Header.tsx';
import { PostPanel } from './post/PostPanel.tsx';
import { PostsTable } from './table/PostsTable.tsx';
import { useFullViewController } from './use-full-view.ts';

/**
 * The full view, in a tab or beside the page that the user is on: groups, the table of all posts,
 * and one post in full. It shows stored data, follows its changes, and sends commands.
 */
export function FullViewApp({ initial }: { readonly initial: PageData }) {
  const view = useFullViewController(initial);
  const { state, i18n } = view;
  return (
    <I18nProvider value={i18n}>
      <FullViewProvider value={view}>
        <Header view={view} />
        <div class={view.isUpdating ? 'progress-bar busy' : 'progress-bar'} />
        <div class={state.postId === null ? 'columns' : 'columns with-post'}>
          <aside class="groups" aria-label={i18n.t('fullView.groups')}>
            <GroupsColumn />
          </aside>
          <main>
            <PostsTable />
          </main>
          {state.postId !== null && (
            <aside class="post" aria-label={i18n.t('fullView.post')}>
              <PostPanel postId={state.postId} windowDays={view.windowDays} />
            </aside>
          )}
        </div>
        <Toast toast={view.toast} onUndo={view.toast?.undo ?? (() => undoLast(view))} />
      </FullViewProvider>
    </I18nProvider>
  );
}
