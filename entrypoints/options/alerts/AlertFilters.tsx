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
  settings,
  save,
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
        value={settings.alertPlatforms}
        choices={PLATFORMS.map((platform) => ({
          value: platform as string,
          label: platformName(platform, t),
        }))}
        onSave={save('alertPlatforms')}
      />
      <NamesField
        label={t('channels.accountsLabel')}
        hint={t('channels.filtersHint')}
        value={settings.alertAccounts}
        choices={namesOf('accountKey')}
        onSave={save('alertAccounts')}
      />
      <NamesField
        label={t('channels.creatorsLabel')}
        hint={t('channels.filtersHint')}
        value={settings.alertCreators}
        choices={namesOf('creatorName')}
        onSave={save('alertCreators')}
      />
      <NamesField
        label={t('channels.categoriesLabel')}
        hint={t('channels.filtersHint')}
        value={settings.alertCategories}
        choices={namesOf('category')}
        onSave={save('alertCategories')}
      />
      <NumberField
        setting="alertMinFollowers"
        label={t('channels.minFollowersLabel')}
        hint={t('channels.minFollowersHint')}
        value={settings.alertMinFollowers}
        onSave={save('alertMinFollowers')}
      />
      <NumberField
        setting="alertMinMultiple"
        label={t('channels.minMultipleLabel')}
        hint={t('channels.minMultipleHint')}
        value={settings.alertMinMultiple}
        onSave={save('alertMinMultiple')}
      />
    </>
  );
}
