import type { RankedPost } from '../breakouts/output/ranked-post.ts';
import { formatCompact, formatCount, formatMultiple } from '../format/count.ts';
import type { RowContext } from './row-messages.ts';

/** A speed-up below this is not worth a sentence. */
const MIN_SPEED_UP = 1.5;

/** The lifetime figure is told when it stands out this many times more than the gain: then the verdict rests on it. */
const MIN_LIFETIME_RATIO = 1.25;

/** The sentence that explains why a post is a breakout, or how it compares; empty without a baseline. */
export function reasonSentence(post: RankedPost, { t, locale, windowDays }: RowContext): string {
  const { expected, multiple, lifetimeMultiple, speedUp } = post;
  if (expected === null || multiple === null) return '';
  return [
    t.plural(
      'row.whyViews',
      post.baselinePosts,
      formatCompact(post.gained, locale),
      t.plural('days', windowDays, formatCount(windowDays, locale)),
      formatCompact(Math.round(expected), locale),
      formatCount(post.baselinePosts, locale),
      formatMultiple(multiple, locale),
    ),
    post.state === 'new-hit' && lifetimeMultiple !== null && lifetimeMultiple > MIN_LIFETIME_RATIO * multiple
      ? t('row.whyLifetime', formatMultiple(lifetimeMultiple, locale))
      : '',
    speedUp !== null && speedUp >= MIN_SPEED_UP ? t('row.whySpedUp', formatMultiple(speedUp, locale)) : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** How sure the multiple is, in words; `null` where it is not known. */
export function confidenceSentence({ multipleLowerBound }: RankedPost, { t, locale }: RowContext): string | null {
  if (multipleLowerBound === null || multipleLowerBound <= 1) return null;
  return t('row.multipleBound', formatMultiple(multipleLowerBound, locale));
}

/** Further facts of an unfolded row, a sentence each. */
export function factSentences(post: RankedPost, { t, locale, windowDays }: RowContext): readonly string[] {
  const { views, quietDays, historyDays } = post;
  return [
    views !== null && t.plural('row.viewsNow', views, formatCount(views, locale)),
    quietDays !== null && t.plural('row.quietDaysSentence', quietDays, formatCount(quietDays, locale)),
    post.lowEngagement && t('row.lowEngagementHint'),
    post.source === 'own-history' &&
      t(
        'row.ownHistoryHint',
        formatCount(historyDays ?? windowDays, locale),
        t.plural('days', windowDays, formatCount(windowDays, locale)),
      ),
    post.wasRecounted && t('row.recountedHint'),
  ].filter((sentence) => sentence !== false);
}
