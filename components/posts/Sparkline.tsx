import type { SparkSeries } from '../../utils/breakouts/model/ranking.ts';
import { formatCompact, formatCount } from '../../utils/format/count.ts';
import { useI18n } from '../hooks/i18n-context.ts';

const WIDTH = 56;
const HEIGHT = 14;

/** The views of a post over the last weeks as a line, from its lowest to its highest, and in words for those who do not see it. */
export function Sparkline({ series: { hours, views } }: { readonly series: SparkSeries }) {
  const { t, locale } = useI18n();
  const lowest = Math.min(...views);
  const range = Math.max(...views) - lowest || 1;
  const span = hours.at(-1) || 1;
  const points = views.map(
    (count, index) =>
      `${(((hours[index] ?? 0) / span) * WIDTH).toFixed(1)} ${((1 - (count - lowest) / range) * HEIGHT).toFixed(1)}`,
  );
  const days = Math.max(1, Math.round(span / 24));
  const inWords = t(
    'row.sparkline',
    formatCompact(views[0] ?? 0, locale),
    formatCompact(views.at(-1) ?? 0, locale),
    t.plural('days', days, formatCount(days, locale)),
  );
  return (
    <svg class="sparkline" viewBox={`-1 -1 ${WIDTH + 2} ${HEIGHT + 2}`} role="img" aria-label={inWords}>
      <title>{inWords}</title>
      <path d={`M${points.join('L')}`} />
    </svg>
  );
}
