import { ChipsField } from '../../components/fields/ChipsField.tsx';
import { SensitivityCards } from '../../components/fields/SensitivityCards.tsx';
import { ToggleField } from '../../components/fields/ToggleField.tsx';
import type { SensitivityPreview } from '../../utils/breakouts/output/sensitivity-preview.ts';
import { saveSetting } from '../../utils/browser/settings-commands.ts';
import { messageLocale, translate } from '../../utils/browser/translate.ts';
import { formatCount } from '../../utils/format/count.ts';
import type { Settings } from '../../utils/settings/settings.ts';

const t = translate;

/** The windows to choose from at first, days. */
const FIRST_WINDOWS = [1, 7, 14, 30];

/** The settings that matter at first, each with a good default. */
export function FirstSettings({
  settings,
  preview,
}: {
  readonly settings: Settings;
  readonly preview: SensitivityPreview | null;
}) {
  return (
    <>
      <SensitivityCards
        value={settings.sensitivity}
        levels={['sensitive', 'balanced', 'quiet']}
        preview={preview}
        onSave={(level) => saveSetting('sensitivity', level)}
      />
      <ChipsField
        label={t('welcome.windowLabel')}
        hint={t('welcome.windowHint')}
        value={String(settings.lookbackDays)}
        choices={FIRST_WINDOWS.map((days) => ({
          value: String(days),
          label: t.plural('days', days, formatCount(days, messageLocale())),
        }))}
        onSave={(days) => saveSetting('lookbackDays', Number(days))}
      />
      <ToggleField
        label={t('options.showCoversLabel')}
        hint={t('options.showCoversHint')}
        value={settings.showCovers}
        onSave={(showCovers) => saveSetting('showCovers', showCovers)}
      />
    </>
  );
}
