import type { PostFilters } from '../../utils/state/popup-view.ts';
import { useI18n } from '../hooks/i18n-context.ts';

/** The fields of the filters by followers and by words; the popup and the full view have them. */
export function NarrowingFields(props: {
  readonly filters: Pick<PostFilters, 'minFollowers' | 'excludedWords'>;
  readonly onChange: (changes: Partial<PostFilters>) => void;
}) {
  const { t } = useI18n();
  const { filters, onChange } = props;
  return (
    <>
      <label class="filter">
        <span>{t('view.minFollowers')}</span>
        <input
          type="number"
          min="0"
          step="1000"
          inputMode="numeric"
          value={filters.minFollowers ?? ''}
          onInput={({ currentTarget: { valueAsNumber } }) =>
            onChange({ minFollowers: valueAsNumber > 0 ? valueAsNumber : null })
          }
        />
      </label>
      <label class="filter">
        <span>{t('view.excludedWords')}</span>
        <input
          type="text"
          autoComplete="off"
          spellcheck={false}
          placeholder={t('view.excludedWordsHint')}
          value={filters.excludedWords ?? ''}
          onInput={({ currentTarget: { value } }) =>
            onChange({ excludedWords: value.trim() === '' ? null : value })
          }
        />
      </label>
    </>
  );
}
