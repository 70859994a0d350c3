import { CheckboxesField } from '../../../components/fields/CheckboxesField.tsx';
import { NamesField } from '../../../components/fields/NamesField.tsx';
import { NumberField } from '../../../components/fields/NumberField.tsx';
import type { WindowRanking } from '../../../utils/breakouts/output/window-ranking.ts';
import { translate } from '../../../utils/browser/translate.ts';
import { platformName } from '../../../utils/messages/platform-name.ts';
import { filterValues } from '../../../utils/state/filter-values.ts';
import type { SettingProps } from '../setting-props.ts';

const t = translate;

const PLATFORMS = ['instagram', 'tiktok'] as const;

/** The breakouts that alerts are about. @param props.ranking gives the names to choose from */
export function AlertFilters({
  bind,
  ranking,
}: SettingProps & { readonly ranking: WindowRanking | null }) {
  const namesOf = (filter: 'creatorName' | 'category' | 'accountKey') =>
    ranking === null ? [] : filterValues(ranking, filter);
  return (
    <>
      <h3>{t('channels.filtersTitle')}</h3>
      <CheckboxesField
        label={t('channels.platformsLabel')}
        hint={t('channels.filtersHint')}
        {...bind('alertPlatforms')}
        choices={PLATFORMS.map((platform) => ({
          value: platform as string,
          label: platformName(platform, t),
        }))}
      />
      <NamesField
        label={t('channels.accountsLabel')}
        hint={t('channels.filtersHint')}
        {...bind('alertAccounts')}
        choices={namesOf('accountKey')}
      />
      <NamesField
        label={t('channels.creatorsLabel')}
        hint={t('channels.filtersHint')}
        {...bind('alertCreators')}
        choices={namesOf('creatorName')}
      />
      <NamesField
        label={t('channels.categoriesLabel')}
        hint={t('channels.filtersHint')}
        {...bind('alertCategories')}
        choices={namesOf('category')}
      />
      <NumberField
        label={t('channels.minFollowersLabel')}
        hint={t('channels.minFollowersHint')}
        {...bind('alertMinFollowers')}
      />
      <NumberField
        label={t('channels.minMultipleLabel')}
        hint={t('channels.minMultipleHint')}
        {...bind('alertMinMultiple')}
      />
    </>
  );
}
