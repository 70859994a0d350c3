import { NumberField } from '../../components/fields/NumberField.tsx';
import { SensitivityCards } from '../../components/fields/SensitivityCards.tsx';
import type { SensitivityPreview } from '../../utils/breakouts/output/sensitivity-preview.ts';
import { translate } from '../../utils/browser/translate.ts';
import { SENSITIVITY_CHOICES } from '../../utils/settings/settings.ts';
import type { SettingProps } from './setting-props.ts';

const t = translate;

/** The section that says what counts as a breakout. */
export function Sensitivity({
  settings,
  bind,
  preview,
}: SettingProps & { readonly preview: SensitivityPreview | null }) {
  return (
    <section>
      <h2>{t('options.sensitivityTitle')}</h2>
      <SensitivityCards {...bind('sensitivity')} levels={SENSITIVITY_CHOICES} preview={preview} />
      {settings.sensitivity === 'custom' && (
        <>
          <NumberField
            label={t('options.customMultipleLabel')}
            hint={t('options.customMultipleHint')}
            {...bind('customMultiple')}
          />
          <NumberField
            label={t('options.customMinimumGainLabel')}
            hint={t('options.customMinimumGainHint')}
            {...bind('customMinimumGain')}
          />
        </>
      )}
    </section>
  );
}
