import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { CoverTile } from '../../../components/posts/CoverTile.tsx';
import { isCompared } from '../../../utils/breakouts/model/post-state.ts';
import { formatDateTime } from '../../../utils/format/age.ts';
import { cleanText } from '../../../utils/format/clean-text.ts';
import { formatCount } from '../../../utils/format/count.ts';
import {
  confidenceSentence,
  factSentences,
  reasonSentence,
} from '../../../utils/messages/detail-messages.ts';
import {
  missingReasonAdvice,
  missingReasonOfPost,
} from '../../../utils/messages/missing-reason-messages.ts';
import { multipleInWords } from '../../../utils/messages/row-messages.ts';
import { useFullView } from '../full-view-context.ts';
import type { PostCourse } from '../table/table-protocol.ts';
import { PostActions } from './PostActions.tsx';
import type { PanelPost } from './post-of-row.ts';

const COUNTS = ['views', 'likes', 'comments', 'shares', 'saves'] as const;

/** The cover, the whole caption, all counts, and the sentences of a post. */
export function PostFacts(
  props: PanelPost & { readonly counts: PostCourse['counts'] | null; readonly windowDays: number },
) {
  const { post, windowDays } = props;
  const page = useI18n();
  const { t, locale, now } = page;
  const { settings } = useFullView().page;
  const context = { ...page, windowDays };
  const caption = cleanText(post.caption);
  const counts: Partial<PostCourse['counts']> = props.counts ?? { views: post.views };
  const multiple = multipleInWords(post, page);
  const days = t.plural('days', windowDays, formatCount(windowDays, locale));
  const reason = reasonSentence(post, context);
  const confidence = confidenceSentence(post, context);
  // The total of views is among the counts below.
  const facts = factSentences({ ...post, views: null }, context);
  return (
    <>
      <div class="post-top">
        <span class="cover">
          <CoverTile
            key={post.id}
            coverUrl={settings.showCovers ? post.coverUrl : null}
            accountName={cleanText(post.accountName)}
            platform={post.platform}
          />
        </span>
        <div class="post-about">
          {multiple !== null && (
            <p class="post-multiple">
              {multiple} <span class="quiet">{t('row.multipleUnit')}</span>
            </p>
          )}
          {post.createdAt !== null && (
            <p class="quiet">{t('row.postedAt', formatDateTime(post.createdAt, now, locale))}</p>
          )}
          <PostActions post={post} />
        </div>
      </div>
      <p class={caption === null ? 'quiet' : 'whole-caption'} dir="auto">
        {caption ?? t('row.noCaption')}
      </p>
      <dl class="post-counts">
        {COUNTS.map((name) => {
          const count = counts[name];
          return (
            count !== null &&
            count !== undefined && (
              <div key={name}>
                <dt>{t(`post.${name}`)}</dt>
                <dd>{formatCount(count, locale)}</dd>
              </div>
            )
          );
        })}
      </dl>
      {reason !== '' && props.isGainKnown && <p>{reason}</p>}
      {props.reason !== null && !isCompared(post.state) && (
        <p>
          {missingReasonOfPost(props.reason, days, t)} {missingReasonAdvice(props.reason, t)}
        </p>
      )}
      {confidence !== null && <p class="quiet">{confidence}</p>}
      {facts.length > 0 && <p class="quiet">{facts.join(' ')}</p>}
    </>
  );
}
