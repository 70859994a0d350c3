import type { Shelves as ShelfCounts } from '../../utils/breakouts/model/ranking.ts';
import { exactCount } from '../../utils/format/count.ts';
import { usePage } from '../hooks/i18n-context.ts';

/** Says how many posts were not judged, and why. Nothing when all were. */
export function Shelves({ shelves }: { readonly shelves: ShelfCounts }) {
  const { t, locale } = usePage();
  const accounts = t.plural(
    'popup.accounts',
    shelves.noBaselineAccounts,
    exactCount(shelves.noBaselineAccounts, locale),
  );
  const lines = [
    shelves.warmingUp > 0 && t.plural('popup.warmingUp', shelves.warmingUp, exactCount(shelves.warmingUp, locale)),
    shelves.stale > 0 && t.plural('popup.stale', shelves.stale, exactCount(shelves.stale, locale)),
    shelves.noBaseline > 0 &&
      t.plural('popup.noBaseline', shelves.noBaseline, exactCount(shelves.noBaseline, locale), accounts),
  ].filter((line) => line !== false);
  if (lines.length === 0) return null;
  return (
    <details class="shelves">
      <summary>
        {t('popup.notJudged')} ({exactCount(shelves.warmingUp + shelves.stale + shelves.noBaseline, locale)})
      </summary>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
}
