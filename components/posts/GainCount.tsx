import type { Measure } from '../../utils/breakouts/model/measure.ts';
import { formatCount, shortGain } from '../../utils/format/count.ts';
import { useI18n } from '../hooks/i18n-context.ts';

/** The gain of a post: short for the eye, exact and in words on hover and for screen readers. */
export function GainCount(props: {
  readonly gained: number;
  /** The period of the gain, as text: "7 days". */
  readonly period: string;
  readonly measure: Measure;
}) {
  const { t, locale } = useI18n();
  const inWords = t.plural(
    props.measure === 'views' ? 'row.viewsGained' : 'row.engagementGained',
    props.gained,
    formatCount(props.gained, locale),
    props.period,
  );
  return (
    <span class="gained" title={inWords}>
      <span aria-hidden="true">{shortGain(props.gained, locale)}</span>
      <span class="visually-hidden">{inWords}</span>
    </span>
  );
}
