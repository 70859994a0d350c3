import { useI18n } from '../../components/hooks/i18n-context.ts';
import { formatCompact, formatCount } from '../../utils/format/count.ts';
import { formatChange, formatPercent } from '../../utils/format/percent.ts';
import { currentFigures, daysOfPeriod, type Overview } from '../../utils/state/overview.ts';

/** The organization's figures and their change, as far as CreatorAudit gives them. */
export function OverviewSummary({ overview }: { readonly overview: Overview }) {
  const { t, locale, now } = useI18n();
  const figures = currentFigures(overview, now);
  if (figures === null) return null;
  const { period, views, viewsChange, engagementRate, engagementRateChange } = figures;
  const days = daysOfPeriod(period);
  const inDays = t.plural('days', days, formatCount(days, locale));
  return (
    <>
      {views !== null && (
        <Figure
          text={t('groups.viewsIn', inDays, formatCompact(views, locale))}
          change={viewsChange}
          before={t('groups.before', inDays)}
        />
      )}
      {engagementRate !== null && (
        <Figure
          text={t('groups.engagementIn', formatPercent(engagementRate, locale))}
          change={engagementRateChange}
          before={t('groups.before', inDays)}
        />
      )}
    </>
  );
}

function Figure(props: {
  readonly text: string;
  /** Percent; `null`: not known. */
  readonly change: number | null;
  /** The figure that the change is from, in words. */
  readonly before: string;
}) {
  const { locale } = useI18n();
  const { change } = props;
  return (
    <span class="figure">
      {props.text}
      {change !== null && (
        <span class={change < 0 ? 'falling' : 'rising'} title={props.before}>
          {formatChange(change, locale)}
        </span>
      )}
    </span>
  );
}
