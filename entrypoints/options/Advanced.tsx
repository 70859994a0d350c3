import { ChoiceField } from '../../components/fields/ChoiceField.tsx';
import { NumberField } from '../../components/fields/NumberField.tsx';
import { translate } from '../../utils/browser/translate.ts';
import type { SettingProps } from './setting-props.ts';
import { TravellingSettings } from './TravellingSettings.tsx';

const t = translate;

/** The settings that few need, folded. */
export function Advanced({ settings, bind }: SettingProps) {
  return (
    <details>
      <summary>
        <h2>{t('options.advancedTitle')}</h2>
      </summary>
      <NumberField
        label={t('options.refreshLabel')}
        hint={t('options.refreshHint')}
        {...bind('refreshMinutes')}
      />
      <NumberField
        label={t('options.rateShareLabel')}
        hint={t('options.rateShareHint')}
        {...bind('rateSharePercent')}
      />
      <NumberField
        label={t('options.topMoversLabel')}
        hint={t('options.topMoversHint')}
        {...bind('topMoversCount')}
      />
      <ChoiceField
        label={t('options.keyPersistenceLabel')}
        hint={t('options.keyPersistenceHint')}
        {...bind('keyPersistence')}
        choices={[
          { value: 'device', label: t('options.keyPersistenceDevice') },
          { value: 'session', label: t('options.keyPersistenceSession') },
        ]}
      />
      <TravellingSettings settings={settings} bind={bind} />
    </details>
  );
}
