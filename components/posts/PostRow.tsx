import type { Measure, RankedPost } from '../../utils/breakouts/model/ranking.ts';
import { moment, shortAge, timeAgo } from '../../utils/format/age.ts';
import { exactCount, multiple, shortCount } from '../../utils/format/count.ts';
import { usePage } from '../hooks/i18n-context.ts';
import { Gained } from './GainCount.tsx';
import { PlatformMark } from './PlatformIcon.tsx';
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
  const { t, locale, now } = usePage();
  const words = post.caption?.trim();
  const caption = words || t('row.noCaption');
  const content = (
    <>
      <span class="rank" aria-hidden="true">
        {exactCount(rank, locale)}
      </span>
      <div class="about">
        <p class="byline">
          {isNew && <span class="new-mark" role="img" aria-label={t('row.newToYou')} title={t('row.newToYou')} />}
          <PlatformMark platform={post.platform} />
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
                : t('row.multipleBound', multiple(post.multipleLowerBound, locale))
            }
          >
            {t('row.multiple', multiple(post.multiple, locale))}
          </span>
        )}
        <Gained gained={post.gained} windowDays={windowDays} measure={measure} />
        {post.views !== null && (
          <span class="views-now" title={t.plural('row.viewsNow', post.views, exactCount(post.views, locale))}>
            {t.plural('row.views', post.views, shortCount(post.views, locale))}
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
  const { t, locale } = usePage();
  if (createdAt === null) return <span class="age">{t('row.ageUnknown')}</span>;
  return (
    <time
      class="age"
      dateTime={new Date(createdAt).toISOString()}
      title={t('row.postedAt', moment(createdAt, now, locale))}
    >
      {t('row.age', shortAge(now - createdAt, locale))}
    </time>
  );
}

/** Says that CreatorAudit gave no gain for the post, and how many days our own covers where that is not all of the window. */
function OwnHistory(props: { readonly historyDays: number | null; readonly windowDays: number }) {
  const { t, locale } = usePage();
  const { historyDays, windowDays } = props;
  return (
    <span class="age" title={t('row.ownHistoryHint')}>
      {historyDays === null
        ? t('row.ownHistory')
        : t(
            'row.ownHistoryShort',
            exactCount(historyDays, locale),
            t.plural('days', windowDays, exactCount(windowDays, locale)),
          )}
    </span>
  );
}

/** When the whole life of a young post stands out so many times more than its gain, it is what the verdict rests on, and is said. */
const TELLS_MORE = 1.25;

function Explanation({ post, windowDays, measure }: Pick<PostRowProps, 'post' | 'windowDays' | 'measure'>) {
  const { t, locale } = usePage();
  if (post.expected === null || post.multiple === null) return null;
  const why = t(
    measure === 'views' ? 'row.whyViews' : 'row.whyEngagement',
    shortCount(post.gained, locale),
    t.plural('days', windowDays, exactCount(windowDays, locale)),
    shortCount(Math.round(post.expected), locale),
    exactCount(post.baselinePosts, locale),
    multiple(post.multiple, locale),
  );
  const { state, speedUp, lifetimeMultiple } = post;
  return (
    <p class="why">
      {why}
      {state === 'new-hit' &&
        lifetimeMultiple !== null &&
        lifetimeMultiple > TELLS_MORE * post.multiple &&
        ` ${t('row.whyLifetime', multiple(lifetimeMultiple, locale))}`}
      {(state === 'waking-up' || state === 'still-running') &&
        speedUp !== null &&
        ` ${t('row.whySpedUp', multiple(speedUp, locale))}`}
    </p>
  );
}

const STATE_TAGS = {
  'new-hit': 'tag.newHit',
  'waking-up': 'tag.wakingUp',
  'still-running': 'tag.stillRunning',
} as const;

function Tags({ post, isExplained }: Pick<PostRowProps, 'post' | 'isExplained'>) {
  const { t, locale, now } = usePage();
  const { state, flaggedAt, endedAt } = post;
  const tags = [
    isExplained && (state === 'new-hit' || state === 'waking-up' || state === 'still-running') && (
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
    endedAt !== null && <span class="tag">{t('row.ended', timeAgo(endedAt, now, locale))}</span>,
    isExplained && endedAt === null && flaggedAt !== null && (
      <span class="tag" title={moment(flaggedAt, now, locale)}>
        {t('row.flaggedSince', timeAgo(flaggedAt, now, locale))}
      </span>
    ),
  ].filter((tag) => tag !== false);
  return tags.length === 0 ? null : <p class="tags">{tags}</p>;
}
