import { useI18n } from '../../components/hooks/i18n-context.ts';

/** By what the popup ranks: the multiple of the usual, views gained, or engagement gained. */
export type RankBy = 'multiple' | 'views' | 'engagement';

/** Chooses by what is ranked, and one platform or all. */
export function RankingControls(props: {
  readonly rankBy: RankBy;
  readonly onRankBy: (rankBy: RankBy) => void;
  readonly platforms: readonly string[];
  readonly platform: string | null;
  readonly onPlatform: (platform: string | null) => void;
}) {
  const { t } = useI18n();
  const platformName = (platform: string) =>
    platform === 'instagram' || platform === 'tiktok' ? t(`platform.${platform}`) : platform;
  return (
    <div class="controls">
      <select
        aria-label={t('popup.rankBy')}
        value={props.rankBy}
        onChange={(event) => props.onRankBy(event.currentTarget.value as RankBy)}
      >
        <option value="multiple">{t('popup.rankByMultiple')}</option>
        <option value="views">{t('popup.rankByViews')}</option>
        <option value="engagement">{t('popup.rankByEngagement')}</option>
      </select>
      {props.platforms.length > 1 && (
        <select
          aria-label={t('popup.platform')}
          value={props.platform ?? ''}
          onChange={(event) => props.onPlatform(event.currentTarget.value || null)}
        >
          <option value="">{t('platform.all')}</option>
          {props.platforms.map((platform) => (
            <option key={platform} value={platform}>
              {platformName(platform)}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
