import type { Shelves as ShelfCounts } from '../../utils/breakouts/model/ranking.ts';
import { formatCount } from '../../utils/format/count.ts';
import { useI18n } from '../hooks/i18n-context.ts';

/** Says how many posts were not judged, and why. Nothing when all were. */
export function ExcludedPosts({ shelves }: { readonly shelves: ShelfCounts }) {
  const { t, locale } = useI18n();
  const accounts = t.plural(
    'popup.accounts',
    shelves.noBaselineAccounts,
    formatCount(shelves.noBaselineAccounts, locale),
  );
  const lines = [
    shelves.warmingUp > 0 && t.plural('popup.warmingUp', shelves.warmingUp, formatCount(shelves.warmingUp, locale)),
    shelves.stale > 0 && t.plural('popup.stale', shelves.stale, formatCount(shelves.stale, locale)),
    shelves.noBaseline > 0 &&
      t.plural('popup.noBaseline', shelves.noBaseline, formatCount(shelves.noBaseline, locale), accounts),
  ].filter((line) => line !== false);
  if (lines.length === 0) return null;
  return (
    <details class="shelves">
      <summary>
        {t('popup.notJudged')} ({formatCount(shelves.warmingUp + shelves.stale + shelves.noBaseline, locale)})
      </summary>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
}
