import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { CoverTile } from '../../../components/posts/CoverTile.tsx';
import type { RankedPost } from '../../../utils/breakouts/output/ranked-post.ts';
import { formatDateTime } from '../../../utils/format/age.ts';
import { cleanText } from '../../../utils/format/clean-text.ts';
import { formatCount } from '../../../utils/format/count.ts';
import {
  confidenceSentence,
  factSentences,
  reasonSentence,
} from '../../../utils/messages/detail-messages.ts';
import { multipleInWords } from '../../../utils/messages/row-messages.ts';
import { useFullView } from '../full-view-context.ts';
import type { PostCourse } from './use-panel-post.ts';

const COUNTS = ['views', 'likes', 'comments', 'shares', 'saves'] as const;

/** The cover, the whole caption, all counts, and the sentences of a post. */
export function PostFacts(props: {
  readonly post: RankedPost;
  readonly course: PostCourse | null;
  readonly windowDays: number;
}) {
  const { post, course, windowDays } = props;
  const page = useI18n();
  const { t, locale, now } = page;
  const { settings } = useFullView().page;
  const context = { ...page, windowDays };
  const caption = cleanText(course?.caption ?? post.caption);
  const counts: Partial<PostCourse['counts']> = course?.counts ?? { views: post.views };
  const multiple = multipleInWords(post, page);
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
          {post.url !== null && (
            <a href={post.url} target="_blank" rel="noopener noreferrer">
              {t('action.open')}
            </a>
          )}
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
      {reason !== '' && <p>{reason}</p>}
      {confidence !== null && <p class="quiet">{confidence}</p>}
      {facts.length > 0 && <p class="quiet">{facts.join(' ')}</p>}
    </>
  );
}
