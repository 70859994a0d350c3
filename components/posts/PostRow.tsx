import type { Measure, RankedPost } from '../../utils/breakouts/model/ranking.ts';
import { formatDateTime } from '../../utils/format/age.ts';
import { formatCompact, formatCount, formatMultiple } from '../../utils/format/count.ts';
import { shortAge, timeAgo } from '../../utils/messages/age-messages.ts';
import { useI18n } from '../hooks/i18n-context.ts';
import { GainCount } from './GainCount.tsx';
import { PlatformIcon } from './PlatformIcon.tsx';
import { Sparkline } from './Sparkline.tsx';

export interface PostRowProps {
  readonly post: RankedPost;
  readonly rank: number;
  readonly windowDays: number;
  readonly measure: Measure;
  /** Show the multiple and the sentence that explains it. */
  readonly isExplained: boolean;
  /** Flagged since the user last looked. */
  readonly isNew: boolean;
}

/** One post in a list; a click anywhere on it opens the post. */
export function PostRow({ post, rank, windowDays, measure, isExplained, isNew }: PostRowProps) {
  const { t, locale, now } = useI18n();
  const words = post.caption?.trim();
  const caption = words || t('row.noCaption');
  const content = (
    <>
      <span class="rank" aria-hidden="true">
        {formatCount(rank, locale)}
      </span>
      <div class="about">
        <p class="byline">
          {isNew && <span class="new-mark" role="img" aria-label={t('row.newToYou')} title={t('row.newToYou')} />}
          <PlatformIcon platform={post.platform} />
          <bdi class="account">{post.accountName === null ? t('row.unknownAccount') : `@${post.accountName}`}</bdi>
          <Age createdAt={post.createdAt} now={now} />
          {post.source === 'own-history' && <OwnHistory historyDays={post.historyDays} windowDays={windowDays} />}
        </p>
        <p class={words ? 'caption' : 'caption quiet'} dir="auto" title={caption}>
          {caption}
        </p>
        {isExplained && <Explanation post={post} windowDays={windowDays} measure={measure} />}
        <Tags post={post} isExplained={isExplained} />
      </div>
      <div class="figures">
        {isExplained && post.multiple !== null && (
          <span
            class="multiple"
            title={
              post.multipleLowerBound === null
                ? undefined
                : t('row.multipleBound', formatMultiple(post.multipleLowerBound, locale))
            }
          >
            {t('row.multiple', formatMultiple(post.multiple, locale))}
          </span>
        )}
        <GainCount gained={post.gained} windowDays={windowDays} measure={measure} />
        {post.views !== null && (
          <span class="views-now" title={t.plural('row.viewsNow', post.views, formatCount(post.views, locale))}>
            {t.plural('row.views', post.views, formatCompact(post.views, locale))}
          </span>
        )}
        {post.series !== null && <Sparkline series={post.series} />}
      </div>
    </>
  );
  return (
    <li data-post-id={post.id}>
      {post.url === null ? (
        <div class="post">{content}</div>
      ) : (
        <a class="post" href={post.url} target="_blank" rel="noopener noreferrer">
          {content}
        </a>
      )}
    </li>
  );
}

function Age({ createdAt, now }: { readonly createdAt: number | null; readonly now: number }) {
  const { t, locale } = useI18n();
  if (createdAt === null) return <span class="age">{t('row.ageUnknown')}</span>;
  return (
    <time
      class="age"
      dateTime={new Date(createdAt).toISOString()}
      title={t('row.postedAt', formatDateTime(createdAt, now, locale))}
    >
      {t('row.age', shortAge(now - createdAt, { t }))}
    </time>
  );
}

/** Says that CreatorAudit gave no gain for the post, and how many days our own covers where that is not all of the window. */
function OwnHistory(props: { readonly historyDays: number | null; readonly windowDays: number }) {
  const { t, locale } = useI18n();
  const { historyDays, windowDays } = props;
  return (
    <span class="age" title={t('row.ownHistoryHint')}>
      {historyDays === null
        ? t('row.ownHistory')
        : t(
            'row.ownHistoryShort',
            formatCount(historyDays, locale),
            t.plural('days', windowDays, formatCount(windowDays, locale)),
          )}
    </span>
  );
}

/** When the whole life of a young post stands out so many times more than its gain, it is what the verdict rests on, and is said. */
const MIN_LIFETIME_RATIO = 1.25;

function Explanation({ post, windowDays, measure }: Pick<PostRowProps, 'post' | 'windowDays' | 'measure'>) {
  const { t, locale } = useI18n();
  if (post.expected === null || post.multiple === null) return null;
  const why = t(
    measure === 'views' ? 'row.whyViews' : 'row.whyEngagement',
    formatCompact(post.gained, locale),
    t.plural('days', windowDays, formatCount(windowDays, locale)),
    formatCompact(Math.round(post.expected), locale),
    formatCount(post.baselinePosts, locale),
    formatMultiple(post.multiple, locale),
  );
  const { state, speedUp, lifetimeMultiple } = post;
  return (
    <p class="why">
      {why}
      {state === 'new-hit' &&
        lifetimeMultiple !== null &&
        lifetimeMultiple > MIN_LIFETIME_RATIO * post.multiple &&
        ` ${t('row.whyLifetime', formatMultiple(lifetimeMultiple, locale))}`}
      {(state === 'resurging' || state === 'still-running') &&
        speedUp !== null &&
        ` ${t('row.whySpedUp', formatMultiple(speedUp, locale))}`}
    </p>
  );
}

const STATE_TAGS = {
  'new-hit': 'tag.newHit',
  resurging: 'tag.wakingUp',
  'still-running': 'tag.stillRunning',
} as const;

function Tags({ post, isExplained }: Pick<PostRowProps, 'post' | 'isExplained'>) {
  const { t, locale, now } = useI18n();
  const { state, flaggedAt, endedAt } = post;
  const tags = [
    isExplained && (state === 'new-hit' || state === 'resurging' || state === 'still-running') && (
      <span class="tag accent">{t(STATE_TAGS[state])}</span>
    ),
    post.lowEngagement && (
      <span class="tag warn" title={t('tag.lowEngagementHint')}>
        {t('tag.lowEngagement')}
      </span>
    ),
    post.wasRecounted && (
      <span class="tag" title={t('tag.recountedHint')}>
        {t('tag.recounted')}
      </span>
    ),
    endedAt !== null && <span class="tag">{t('row.ended', timeAgo(endedAt, { t, locale, now }))}</span>,
    isExplained && endedAt === null && flaggedAt !== null && (
      <span class="tag" title={formatDateTime(flaggedAt, now, locale)}>
        {t('row.flaggedSince', timeAgo(flaggedAt, { t, locale, now }))}
      </span>
    ),
  ].filter((tag) => tag !== false);
  return tags.length === 0 ? null : <p class="tags">{tags}</p>;
}
