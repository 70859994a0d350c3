import { useI18n } from '../../../../components/hooks/i18n-context.ts';
import { formatDateTime } from '../../../../utils/format/age.ts';
import { formatCount } from '../../../../utils/format/count.ts';
import type { PostStory } from '../../../../utils/history/post-story.ts';
import { OTHER_COUNTS } from './chart-data.ts';

/** Everything that the chart of a post shows as a table, the latest first. */
export function StoryTable({ story }: { readonly story: PostStory }) {
  const { t, locale, now } = useI18n();
  const { points, gains, usual } = story;
  const others = OTHER_COUNTS.filter((count) =>
    points.some(({ [count]: value }) => value !== null),
  );
  const amount = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : formatCount(Math.round(value), locale);
  const rows = points.map((point, index) => {
    const gain = index === 0 ? undefined : gains[index - 1];
    const place = usual?.times.indexOf(point.at) ?? -1;
    return {
      point,
      gain,
      usual: usual?.count.median[place],
      usualPerDay: usual?.perDay.median[place],
    };
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section class="table-frame" tabIndex={0} aria-label={t('post.table')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('post.time')}</th>
            <th scope="col">{t('post.views')}</th>
            {usual !== null && <th scope="col">{t('post.usual')}</th>}
            <th scope="col">{t('post.perDay')}</th>
            {usual !== null && <th scope="col">{t('post.usualPerDay')}</th>}
            {others.map((count) => (
              <th key={count} scope="col">
                {t(`post.${count}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.toReversed().map(({ point, gain, ...of }) => (
            <tr key={point.at} class={point.isEstimated ? 'estimated' : undefined}>
              <th scope="row">
                <time dateTime={new Date(point.at).toISOString()}>
                  {formatDateTime(point.at, now, locale)}
                </time>
              </th>
              <td>
                {amount(point.views)}
                {point.isEstimated && <> {t('post.isEstimated')}</>}
              </td>
              {usual !== null && <td>{amount(of.usual)}</td>}
              <td>{amount(gain?.perDay)}</td>
              {usual !== null && <td>{amount(of.usualPerDay)}</td>}
              {others.map((count) => (
                <td key={count}>{amount(point[count])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
