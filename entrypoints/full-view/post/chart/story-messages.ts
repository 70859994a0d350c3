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
  if (kind === 'perDay' ? gain === undefined : point === undefined) return '';
  const at = (kind === 'perDay' ? gain?.to : point?.at) as number;
  const amount = Math.round((kind === 'perDay' ? gain?.perDay : point?.views) as number);
  const isEstimated = (kind === 'perDay' ? gain : point)?.isEstimated === true;
  const shown = formatCount(amount, locale);
  const views =
    kind === 'perDay' ? t('post.perDayOf', shown) : t.plural('row.views', amount, shown);
  const parts = [isEstimated ? t('post.about', views) : views];
  const band = kind === 'perDay' ? usual?.perDay : usual?.count;
  const place = usual?.times.indexOf(at) ?? -1;
  const [low, median, high] = [band?.low[place], band?.median[place], band?.high[place]].map(
    (value) => formatCompact(Math.round(value ?? 0), locale),
  );
  if (band !== undefined && place >= 0) {
    parts.push(t('post.usualRange', median as string, low as string, high as string));
  }
  return t('post.point', formatDateTime(at, now, locale), parts.join(' · '));
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
