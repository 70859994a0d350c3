import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { formatCount } from '../../../utils/format/count.ts';
import { useFullView } from '../full-view-context.ts';

/** The number of posts that the table shows, of how many, and whether it has them all yet. */
export function TableCount() {
  const { t, locale } = useI18n();
  const { rows, shown, page } = useFullView();
  if (rows === null || shown === null) return null;
  const total = rows.columns.isComplete ? rows.columns.ids.length : shown.count;
  const count = formatCount(shown.count, locale);
  return (
    <p role="status">
      {rows.state === 'complete' || page.publication?.isPartial === true
        ? shown.count === total
          ? t.plural('table.posts', total, count)
          : t('table.postsOf', count, formatCount(total, locale))
        : t(rows.state === 'failed' ? 'table.partial' : 'table.reading')}
    </p>
  );
}
