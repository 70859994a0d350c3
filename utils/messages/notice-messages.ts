import type { ApiDeprecation } from '../state/api-deprecation.ts';
import type { Notice } from '../state/notice.ts';
import type { Translate } from './translate.ts';

const NAMES = {
  'settings-restored': 'settingsRestored',
  'settings-lost': 'settingsLost',
  'key-restored': 'keyRestored',
  'key-lost': 'keyLost',
  'seen-restored': 'seenRestored',
  'seen-lost': 'seenLost',
  'storage-damaged': 'storageDamaged',
  'posts-rebuilt': 'postsRebuilt',
  'accounts-refetched': 'accountsRefetched',
  'history-lost': 'historyLost',
  'history-trimmed': 'historyTrimmed',
} as const satisfies Record<Notice, string>;

/** What is said of something that happened to stored values. */
export function noticeMessages(notice: Notice, t: Translate): string {
  return t(`notice.${NAMES[notice]}`);
}

/** What is said of the retirement of this version of the API; `null` as long as none is planned. @param now ms since epoch */
export function deprecationMessages(
  { deprecation, sunset }: ApiDeprecation,
  { t, locale, now }: { readonly t: Translate; readonly locale: string; readonly now: number },
): string | null {
  const date = (time: number) => new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(time);
  if (sunset !== null) return t(sunset > now ? 'notice.sunset' : 'notice.sunsetPast', date(sunset));
  return deprecation === null ? null : t('notice.deprecated', date(deprecation));
}
