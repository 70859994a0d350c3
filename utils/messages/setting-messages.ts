import { formatNumber } from '../format/count.ts';
import { weekdayName } from '../format/weekday.ts';
import { platformName } from './platform-name.ts';
import type { MessageKey, Translate } from './translate.ts';

const LABELS: Readonly<Record<string, MessageKey>> = {
  lookbackDays: 'options.windowLabel',
  lists: 'options.listsLabel',
  refreshMinutes: 'options.refreshLabel',
  topMoversCount: 'options.topMoversLabel',
  sensitivity: 'options.sensitivityLabel',
  customMultiple: 'options.customMultipleLabel',
  customMinimumGain: 'options.customMinimumGainLabel',
  badgeCounts: 'options.badgeLabel',
  rateSharePercent: 'options.rateShareLabel',
  showCovers: 'options.showCoversLabel',
  theme: 'options.themeLabel',
  density: 'options.densityLabel',
  singleKeyShortcuts: 'options.singleKeyShortcutsLabel',
  alertBreakouts: 'channels.breakoutsLabel',
  alertMaxPerDay: 'channels.maxPerDayLabel',
  alertQuietHours: 'channels.quietLabel',
  alertQuietFrom: 'channels.quietFromLabel',
  alertQuietUntil: 'channels.quietUntilLabel',
  alertDigest: 'channels.digestLabel',
  alertDigestAt: 'channels.digestAtLabel',
  alertDigestDays: 'channels.digestDaysLabel',
  alertPlatforms: 'channels.platformsLabel',
  alertCreators: 'channels.creatorsLabel',
  alertCategories: 'channels.categoriesLabel',
  alertAccounts: 'channels.accountsLabel',
  alertMinFollowers: 'channels.minFollowersLabel',
  alertMinMultiple: 'channels.minMultipleLabel',
};

const CHOICES: Readonly<Record<string, MessageKey>> = {
  'lists account-videos': 'options.listsAccountVideos',
  'lists videos': 'options.listsVideos',
  'lists both': 'options.listsBoth',
  'sensitivity sensitive': 'options.sensitive',
  'sensitivity balanced': 'options.balanced',
  'sensitivity quiet': 'options.quiet',
  'sensitivity custom': 'options.custom',
  'badgeCounts all': 'options.badgeAll',
  'badgeCounts unseen': 'options.badgeUnseen',
  'theme system': 'theme.system',
  'theme light': 'theme.light',
  'theme dark': 'theme.dark',
  'density comfortable': 'density.comfortable',
  'density compact': 'density.compact',
};

/** Names a setting as the options page does. */
export function settingLabel(setting: string, t: Translate): string {
  const label = LABELS[setting];
  return label === undefined ? setting : t(label);
}

/** Writes the value of a setting as the options page shows it. */
export function settingValueInWords(
  setting: string,
  value: unknown,
  { t, locale }: { readonly t: Translate; readonly locale: string },
): string {
  if (typeof value === 'boolean') return t(value ? 'options.on' : 'options.off');
  if (typeof value === 'number') return formatNumber(value, locale);
  if (Array.isArray(value)) return listInWords(setting, value, { t, locale });
  const choice = CHOICES[`${setting} ${String(value)}`];
  return choice === undefined ? String(value) : t(choice);
}

/** Writes a list of days or names; accounts, which have ids only, by their number. */
function listInWords(
  setting: string,
  values: readonly unknown[],
  { t, locale }: { readonly t: Translate; readonly locale: string },
): string {
  if (values.length === 0) return t('channels.all');
  if (setting === 'alertAccounts') return formatNumber(values.length, locale);
  return values
    .map((value) => {
      if (setting === 'alertDigestDays') return weekdayName(Number(value), locale);
      return setting === 'alertPlatforms' ? platformName(String(value), t) : String(value);
    })
    .reduce((before, name) => t('channels.join', before, name));
}
