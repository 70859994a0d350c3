import type { RankedPost } from '../breakouts/output/ranked-post.ts';
import { formatCompact, formatCount, formatMultiple } from '../format/count.ts';
import { gainPeriod, isFarAboveUsual, lifePeriod, type RowContext } from './row-messages.ts';

/**
 * Explains in sentences why a post is a breakout, or how it compares: with the two numbers whose
 * ratio is the multiple shown. Empty without a baseline.
 */
export function reasonSentence(post: RankedPost, context: RowContext): string {
  const { t, locale } = context;
  const { expected, multiple, lifetimeMultiple, usualCount, views, speedUp } = post;
  if (expected === null || multiple === null) return '';
  const isLife =
    post.headline === 'lifetime' &&
    views !== null &&
    usualCount !== null &&
    lifetimeMultiple !== null;
  const gain = [formatCompact(post.gained, locale), gainPeriod(post, context)] as const;
  const figures = isLife
    ? ([formatCompact(views, locale), lifePeriod(post, context)] as const)
    : gain;
  const posts = t.plural(
    'row.otherPosts',
    post.baselinePosts,
    formatCount(post.baselinePosts, locale),
  );
  const sentences: string[] = [];
  if (post.fewUsualViews) {
    sentences.push(
      t(isFarAboveUsual(post) ? 'row.whyFarAboveFew' : 'row.whyFew', ...figures, posts),
    );
  } else {
    const usual = formatCompact(Math.round(isLife ? usualCount : expected), locale);
    const times = formatMultiple(isLife ? lifetimeMultiple : multiple, locale);
    sentences.push(t('row.whyViews', ...figures, usual, times, posts));
  }
  if (isLife) sentences.push(t('row.whyLately', ...gain));
  if (speedUp !== null) sentences.push(t('row.whySpedUp', formatMultiple(speedUp, locale)));
  return sentences.join(' ');
}

/** Describes the confidence in the multiple; `null` when it is unknown. */
export function confidenceSentence(
  { multipleLowerBound }: RankedPost,
  { t, locale }: RowContext,
): string | null {
  if (multipleLowerBound === null || multipleLowerBound <= 1) return null;
  return t('row.multipleBound', formatMultiple(multipleLowerBound, locale));
}

/** Further facts of an unfolded row, a sentence each. */
export function factSentences(
  post: RankedPost,
  { t, locale, windowDays }: RowContext,
): readonly string[] {
  const { views, historyDays } = post;
  return [
    views !== null && t.plural('row.viewsNow', views, formatCount(views, locale)),
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
