import type { SensitivityPreview } from '../../utils/breakouts/output/sensitivity-preview.ts';
import { formatCount } from '../../utils/format/count.ts';
import type { Settings } from '../../utils/settings/settings.ts';
import { useI18n } from '../hooks/i18n-context.ts';
import { ChoiceField } from './ChoiceField.tsx';
import { NumberField } from './NumberField.tsx';

type SensitivitySetting = 'sensitivity' | 'customMultiple' | 'customMinimumGain' | 'badgeCounts';

/**
 * The field of the sensitivity, with the number of the user's own posts that each setting finds.
 */
export function SensitivityFields(props: {
  readonly settings: Pick<Settings, SensitivitySetting>;
  /** The posts that each setting finds; `null` before the first sync. */
  readonly preview: SensitivityPreview | null;
  readonly onSave: <K extends SensitivitySetting>(setting: K, value: Settings[K]) => void;
}) {
  const { t, locale } = useI18n();
  const { settings, preview, onSave } = props;
  const found = preview?.[settings.sensitivity];
  return (
    <>
      <ChoiceField
        label={t('options.sensitivityLabel')}
        value={settings.sensitivity}
        choices={[
          { value: 'sensitive', label: t('options.sensitive') },
          { value: 'balanced', label: t('options.balanced') },
          { value: 'quiet', label: t('options.quiet') },
          { value: 'custom', label: t('options.custom') },
        ]}
        onSave={(value) => onSave('sensitivity', value)}
      />
      {settings.sensitivity === 'custom' && (
        <>
          <NumberField
            setting="customMultiple"
            label={t('options.customMultipleLabel')}
            hint={t('options.customMultipleHint')}
            value={settings.customMultiple}
            onSave={(value) => onSave('customMultiple', value)}
          />
          <NumberField
            setting="customMinimumGain"
            label={t('options.customMinimumGainLabel')}
            hint={t('options.customMinimumGainHint')}
            value={settings.customMinimumGain}
            onSave={(value) => onSave('customMinimumGain', value)}
          />
        </>
      )}
      <p class="preview" role="status">
        {found === undefined
          ? t('options.previewNone')
          : t.plural(
              'options.preview',
              found.now,
              formatCount(found.now, locale),
              formatCount(found.past30Days, locale),
            )}
      </p>
      <ChoiceField
        label={t('options.badgeLabel')}
        value={settings.badgeCounts}
        choices={[
          { value: 'all', label: t('options.badgeAll') },
          { value: 'unseen', label: t('options.badgeUnseen') },
        ]}
        onSave={(value) => onSave('badgeCounts', value)}
      />
    </>
  );
}
