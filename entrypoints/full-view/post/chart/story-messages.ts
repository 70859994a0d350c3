import { formatDate, formatDateTime } from '../../../../utils/format/age.ts';
import { formatCompact, formatCount } from '../../../../utils/format/count.ts';
import type { PostStory } from '../../../../utils/history/post-story.ts';
import type { RowContext } from '../../../../utils/messages/row-messages.ts';

type StoryContext = Pick<RowContext, 't' | 'locale' | 'now'>;

/**
 * Writes a point of a post's story: when, the views, if they are an estimate, and the usual.
 *
 * @param index of the point; of the gain that ends there in the chart of views per day
 */
export function pointSentence(
  { points, gains, usual }: PostStory,
  kind: 'total' | 'perDay',
  index: number,
  { t, locale, now }: StoryContext,
): string {
  const gain = gains[index];
  const point = points[index];
  const shown =
    kind === 'perDay'
      ? gain && { at: gain.to, views: gain.perDay, isEstimated: gain.isEstimated }
      : point;
  if (shown === undefined) return '';
  const count = Math.round(shown.views);
  const text = formatCount(count, locale);
  const views = kind === 'perDay' ? t('post.perDayOf', text) : t.plural('row.views', count, text);
  const parts = [shown.isEstimated ? t('post.about', views) : views];
  const band = kind === 'perDay' ? usual?.perDay : usual?.count;
  const place = usual?.times.indexOf(shown.at) ?? -1;
  if (band !== undefined && place >= 0) {
    const compact = (values: ArrayLike<number>) =>
      formatCompact(Math.round(values[place] ?? 0), locale);
    parts.push(t('post.usualRange', compact(band.median), compact(band.low), compact(band.high)));
  }
  return t('post.point', formatDateTime(shown.at, now, locale), parts.join(' · '));
}

/** Says when a post broke out; `null` when that is not known. */
export function momentSentence(
  { brokeOut }: PostStory,
  { t, locale, now }: StoryContext,
): string | null {
  if (brokeOut === null) return null;
  switch (brokeOut.kind) {
    case 'noted':
      return t('post.brokeOutAt', formatDateTime(brokeOut.at, now, locale));
    case 'estimated':
      return t('post.brokeOutAbout', formatDate(brokeOut.at, locale));
    case 'before':
      return t('post.brokeOutBefore', formatDate(brokeOut.at, locale));
  }
}
