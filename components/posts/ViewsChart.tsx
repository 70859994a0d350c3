import type { SparkSeries } from '../../utils/breakouts/output/ranked-post.ts';
import { formatCompact, formatCount } from '../../utils/format/count.ts';
import { useI18n } from '../hooks/i18n-context.ts';
import { viewsPerDay } from './views-per-day.ts';

const WIDTH = 364;
const HEIGHT = 48;
const GAP = 2;

/**
 * The views of a post per day as bars, with the usual as a line, and as text for those who do not
 * see it. Nothing while there is too little to draw.
 *
 * @param props.usualPerDay views that posts of its age on its account usually get in a day; `null`
 *   without a baseline
 */
export function ViewsChart(props: {
  readonly series: SparkSeries;
  readonly usualPerDay: number | null;
}) {
  const { t, locale } = useI18n();
  const days = viewsPerDay(props.series);
  if (days.length < 2) return null;
  const usual = props.usualPerDay;
  const most = Math.max(...days.map(({ views }) => views), usual ?? 0, 1);
  const width = Math.min(WIDTH / days.length, 26);
  const y = (views: number) => HEIGHT - (views / most) * HEIGHT;
  const highest = days.reduce((best, day) => (day.views > best.views ? day : best));
  const inWords = [
    t(
      'row.chart',
      formatCount(days.length, locale),
      formatCompact(highest.views, locale),
      formatCompact(days.at(-1)?.views ?? 0, locale),
    ),
    usual === null ? '' : t('row.chartUsual', formatCompact(Math.round(usual), locale)),
  ].join(' ');
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={inWords}>
        <title>{inWords}</title>
        {days.map(({ daysAgo, views }, index) => (
          <rect
            key={daysAgo}
            class="bar"
            x={index * width}
            y={Math.min(y(views), HEIGHT - 1)}
            width={Math.max(width - GAP, 1)}
            height={Math.max(HEIGHT - y(views), 1)}
          />
        ))}
        {usual !== null && (
          <line class="usual" x1={0} x2={days.length * width} y1={y(usual)} y2={y(usual)} />
        )}
      </svg>
      <figcaption class="quiet">
        {t('row.chartLegend', formatCount(days.length, locale))}
        {usual !== null && (
          <span class="usual-key">
            {t('row.chartUsualKey', formatCompact(Math.round(usual), locale))}
          </span>
        )}
      </figcaption>
    </figure>
  );
}
