import close from 'virtual:lucide/x';
import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { Icon } from '../../../components/Icon.tsx';
import { accountLabel } from '../../../utils/messages/row-messages.ts';
import { useFullView } from '../full-view-context.ts';
import { CardActions } from './card/CardActions.tsx';
import { StoryChart } from './chart/StoryChart.tsx';
import { PostFacts } from './PostFacts.tsx';
import './post.css';
import { usePanelPost } from './use-panel-post.ts';

/** One post in full: what it is, how it compares, and the course of its views. */
export function PostPanel(props: { readonly postId: string; readonly windowDays: number }) {
  const { t } = useI18n();
  const { page, change } = useFullView();
  const { panelPost, course, isMissing } = usePanelPost(props.postId);
  const post = panelPost?.post ?? null;
  const closePanel = () => {
    focusRow(props.postId);
    change({ postId: null });
  };
  return (
    <article
      class="post-panel"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        closePanel();
      }}
    >
      <div class="panel-head">
        <h2>
          <bdi>{accountLabel(post?.accountName ?? null, t)}</bdi>
        </h2>
        <button
          class="icon-button"
          type="button"
          aria-label={t('popup.close')}
          title={t('popup.close')}
          onClick={closePanel}
        >
          <Icon nodes={close} />
        </button>
      </div>
      {isMissing && <p class="quiet">{t('post.missing')}</p>}
      {panelPost !== null && (
        <PostFacts {...panelPost} counts={course?.counts ?? null} windowDays={props.windowDays} />
      )}
      {course !== null && (
        <StoryChart key={props.postId} story={course.story} theme={page.settings.theme} />
      )}
      {panelPost !== null && (
        <CardActions {...panelPost} story={course?.story ?? null} windowDays={props.windowDays} />
      )}
    </article>
  );
}

/** Gives the focus back to the row of a post, or to the table, before the panel disappears. */
function focusRow(postId: string): void {
  const places = [
    `main [data-post-id="${CSS.escape(postId)}"][tabindex]`,
    'main [role="row"][tabindex="0"]',
    'main button',
  ].flatMap((selector) => [...document.querySelectorAll<HTMLElement>(selector)]);
  places.find((place) => place.checkVisibility())?.focus();
}
