import { Chips } from '../../components/fields/Chips.tsx';
import { ChoiceField } from '../../components/fields/ChoiceField.tsx';
import { NumberField } from '../../components/fields/NumberField.tsx';
import { messageLocale, translate } from '../../utils/browser/translate.ts';
import { formatCount } from '../../utils/format/count.ts';
import type { SettingProps } from './setting-props.ts';

const t = translate;

/** The windows that one click chooses, days. */
const USUAL_WINDOWS = [1, 7, 14, 30];

/**
 * The section that says over which days and posts the extension looks, and what the icon counts.
 */
export function TrackedPosts({ bind }: SettingProps) {
  return (
    <section>
      <h2>{t('options.followTitle')}</h2>
      <NumberField
        label={t('options.windowLabel')}
        hint={t('options.windowHint')}
        {...bind('lookbackDays')}
      >
        {(value, choose) => (
          <Chips
            label={t('options.windowChips')}
            value={value}
            choices={USUAL_WINDOWS.map((days) => ({
              value: days,
              label: t.plural('days', days, formatCount(days, messageLocale())),
            }))}
            onChoose={choose}
          />
        )}
      </NumberField>
      <ChoiceField
        label={t('options.listsLabel')}
        hint={t('options.listsHint')}
        {...bind('lists')}
        choices={[
          { value: 'account-videos', label: t('options.listsAccountVideos') },
          { value: 'videos', label: t('options.listsVideos') },
          { value: 'both', label: t('options.listsBoth') },
        ]}
      />
      <ChoiceField
        label={t('options.badgeLabel')}
        hint={t('options.badgeHint')}
        {...bind('badgeCounts')}
        choices={[
          { value: 'all', label: t('options.badgeAll') },
          { value: 'unseen', label: t('options.badgeUnseen') },
        ]}
      />
    </section>
  );
}
