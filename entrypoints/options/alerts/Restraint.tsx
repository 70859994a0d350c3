import { CheckboxesField } from '../../../components/fields/CheckboxesField.tsx';
import { NumberField } from '../../../components/fields/NumberField.tsx';
import { TimeField } from '../../../components/fields/TimeField.tsx';
import { ToggleField } from '../../../components/fields/ToggleField.tsx';
import { messageLocale, translate } from '../../../utils/browser/translate.ts';
import { weekdayName } from '../../../utils/format/weekday.ts';
import { WEEKDAYS } from '../../../utils/settings/alert-settings.ts';
import type { SettingProps } from '../setting-props.ts';

const t = translate;

/** What is sent, how much of it, and when not. */
export function Restraint({ settings, save }: SettingProps) {
  return (
    <>
      <h3>{t('channels.what')}</h3>
      <ToggleField
        label={t('channels.breakoutsLabel')}
        hint={t('channels.breakoutsHint')}
        value={settings.alertBreakouts}
        onSave={save('alertBreakouts')}
      />
      <ToggleField
        label={t('channels.digestLabel')}
        hint={t('channels.digestHint')}
        value={settings.alertDigest}
        onSave={save('alertDigest')}
      />
      {settings.alertDigest && (
        <>
          <TimeField
            label={t('channels.digestAtLabel')}
            hint={t('channels.timeHint')}
            value={settings.alertDigestAt}
            onSave={save('alertDigestAt')}
          />
          <CheckboxesField
            label={t('channels.digestDaysLabel')}
            hint={t('channels.digestDaysHint')}
            value={settings.alertDigestDays}
            choices={WEEKDAYS.map((day) => ({
              value: day as number,
              label: weekdayName(day, messageLocale()),
            }))}
            needsOne
            onSave={save('alertDigestDays')}
          />
        </>
      )}
      <NumberField
        setting="alertMaxPerDay"
        label={t('channels.maxPerDayLabel')}
        hint={t('channels.maxPerDayHint')}
        value={settings.alertMaxPerDay}
        onSave={save('alertMaxPerDay')}
      />
      <ToggleField
        label={t('channels.quietLabel')}
        hint={t('channels.quietHint')}
        value={settings.alertQuietHours}
        onSave={save('alertQuietHours')}
      />
      {settings.alertQuietHours && (
        <>
          <TimeField
            label={t('channels.quietFromLabel')}
            hint={t('channels.timeHint')}
            value={settings.alertQuietFrom}
            onSave={save('alertQuietFrom')}
          />
          <TimeField
            label={t('channels.quietUntilLabel')}
            hint={t('channels.timeHint')}
            value={settings.alertQuietUntil}
            onSave={save('alertQuietUntil')}
          />
        </>
      )}
    </>
  );
}
