import { ChoiceField } from '../../components/fields/ChoiceField.tsx';
import { NumberField } from '../../components/fields/NumberField.tsx';
import { translate } from '../../utils/browser/translate.ts';
import type { SettingProps } from './setting-props.ts';
import { TravellingSettings } from './TravellingSettings.tsx';

const t = translate;

/** The settings that few need, folded. */
export function Advanced({ settings, save }: SettingProps) {
  return (
    <details>
      <summary>
        <h2>{t('options.advancedTitle')}</h2>
      </summary>
      <NumberField
        setting="refreshMinutes"
        label={t('options.refreshLabel')}
        hint={t('options.refreshHint')}
        value={settings.refreshMinutes}
        onSave={save('refreshMinutes')}
      />
      <NumberField
        setting="rateSharePercent"
        label={t('options.rateShareLabel')}
        hint={t('options.rateShareHint')}
        value={settings.rateSharePercent}
        onSave={save('rateSharePercent')}
      />
      <NumberField
        setting="topMoversCount"
        label={t('options.topMoversLabel')}
        hint={t('options.topMoversHint')}
        value={settings.topMoversCount}
        onSave={save('topMoversCount')}
      />
      <ChoiceField
        label={t('options.keyPersistenceLabel')}
        hint={t('options.keyPersistenceHint')}
        value={settings.keyPersistence}
        choices={[
          { value: 'device', label: t('options.keyPersistenceDevice') },
          { value: 'session', label: t('options.keyPersistenceSession') },
        ]}
        onSave={save('keyPersistence')}
      />
      <TravellingSettings settings={settings} save={save} />
    </details>
  );
}
