import { CheckboxesField } from '../../../components/fields/CheckboxesField.tsx';
import { NumberField } from '../../../components/fields/NumberField.tsx';
import { TimeField } from '../../../components/fields/TimeField.tsx';
import { ToggleField } from '../../../components/fields/ToggleField.tsx';
import { messageLocale, translate } from '../../../utils/browser/translate.ts';
import { weekdayName } from '../../../utils/format/weekday.ts';
import { WEEKDAYS } from '../../../utils/settings/alert-settings.ts';
import type { SettingProps } from '../setting-props.ts';

const t = translate;

/** The settings of what is sent, of how much, and of the hours without messages. */
export function Restraint({ settings, bind }: SettingProps) {
  return (
    <>
      <h3>{t('channels.what')}</h3>
      <ToggleField
        label={t('channels.breakoutsLabel')}
        hint={t('channels.breakoutsHint')}
        {...bind('alertBreakouts')}
      />
      <ToggleField
        label={t('channels.digestLabel')}
        hint={t('channels.digestHint')}
        {...bind('alertDigest')}
      />
      {settings.alertDigest && (
        <>
          <TimeField
            label={t('channels.digestAtLabel')}
            hint={t('channels.timeHint')}
            {...bind('alertDigestAt')}
          />
          <CheckboxesField
            label={t('channels.digestDaysLabel')}
            hint={t('channels.digestDaysHint')}
            {...bind('alertDigestDays')}
            choices={WEEKDAYS.map((day) => ({
              value: day as number,
              label: weekdayName(day, messageLocale()),
            }))}
            needsOne
          />
        </>
      )}
      <NumberField
        label={t('channels.maxPerDayLabel')}
        hint={t('channels.maxPerDayHint')}
        {...bind('alertMaxPerDay')}
      />
      <ToggleField
        label={t('channels.quietLabel')}
        hint={t('channels.quietHint')}
        {...bind('alertQuietHours')}
      />
      {settings.alertQuietHours && (
        <>
          <TimeField
            label={t('channels.quietFromLabel')}
            hint={t('channels.timeHint')}
            {...bind('alertQuietFrom')}
          />
          <TimeField
            label={t('channels.quietUntilLabel')}
            hint={t('channels.timeHint')}
            {...bind('alertQuietUntil')}
          />
        </>
      )}
    </>
  );
}
