import close from 'virtual:lucide/x';
import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { Icon } from '../../../components/Icon.tsx';
import { cleanText } from '../../../utils/format/clean-text.ts';
import { accountLabel, reasonLine } from '../../../utils/messages/row-messages.ts';
import { useFullView } from '../full-view-context.ts';

/** One post in full. */
export function PostPanel({
  postId,
  windowDays,
}: {
  readonly postId: string;
  readonly windowDays: number;
}) {
  const page = useI18n();
  const { t } = page;
  const { ranking, change } = useFullView();
  const post = ranking?.posts.find(({ id }) => id === postId);
  return (
    <>
      <div class="panel-head">
        <h2>
          <bdi>{accountLabel(post?.accountName ?? null, t)}</bdi>
        </h2>
        <button
          class="icon-button"
          type="button"
          aria-label={t('popup.close')}
          title={t('popup.close')}
          onClick={() => change({ postId: null })}
        >
          <Icon nodes={close} />
        </button>
      </div>
      {post !== undefined && (
        <>
          <p dir="auto">{cleanText(post.caption) ?? t('row.noCaption')}</p>
          <p class="quiet">{reasonLine(post, { ...page, windowDays })}</p>
        </>
      )}
    </>
  );
}
