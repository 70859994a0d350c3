import type { SensitivityPreview } from '../../utils/breakouts/output/sensitivity-preview.ts';
import { formatDate } from '../../utils/format/age.ts';
import { formatCount } from '../../utils/format/count.ts';
import type { Settings } from '../../utils/settings/settings.ts';
import { useI18n } from '../hooks/i18n-context.ts';
import { ChoiceField } from './ChoiceField.tsx';
import { NumberField } from './NumberField.tsx';

const DAY_MS = 86_400_000;

/** The days that the preview tells of; who began later says since when. */
const PREVIEW_DAYS = 30;

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
  const { t, locale, now } = useI18n();
  const { settings, preview, onSave } = props;
  const previewText = ({ since, ...found }: SensitivityPreview) => {
    const { now: current, past30Days } = found[settings.sensitivity];
    const counts = [formatCount(current, locale), formatCount(past30Days, locale)] as const;
    return now - since < PREVIEW_DAYS * DAY_MS
      ? t.plural('options.previewSince', current, ...counts, formatDate(since, locale))
      : t.plural('options.preview', current, ...counts);
  };
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
        {preview === null ? t('options.previewNone') : previewText(preview)}
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
