import type { Measure } from '../../utils/breakouts/model/ranking.ts';
import { exactCount, shortCount } from '../../utils/format/count.ts';
import { usePage } from '../hooks/i18n-context.ts';

/** What a post gained, short for the eye, and exact and in words on hover and for screen readers. */
export function Gained(props: { readonly gained: number; readonly windowDays: number; readonly measure: Measure }) {
  const { t, locale } = usePage();
  const days = t.plural('days', props.windowDays, exactCount(props.windowDays, locale));
  const inWords = t.plural(
    props.measure === 'views' ? 'row.viewsGained' : 'row.engagementGained',
    props.gained,
    exactCount(props.gained, locale),
    days,
  );
  return (
    <span class="gained" title={inWords}>
      <span aria-hidden="true">
        {props.gained > 0 && '+'}
        {shortCount(props.gained, locale)}
      </span>
      <span class="visually-hidden">{inWords}</span>
    </span>
  );
}
