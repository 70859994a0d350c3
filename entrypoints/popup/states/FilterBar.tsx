import { useI18n } from '../../../components/hooks/i18n-context.ts';

/** The line above the lists while they are filtered, with the way back. */
export function FilterBar(props: { readonly scope: string; readonly onClear: () => void }) {
  const { t } = useI18n();
  return (
    <div class="filter-bar">
      <span class="grow">{t('view.narrowed', props.scope)}</span>
      <button class="link" type="button" onClick={props.onClear}>
        {t('view.clear')}
      </button>
    </div>
  );
}
