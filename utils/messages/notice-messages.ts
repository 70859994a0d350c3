import type { ApiDeprecation } from '../state/api-deprecation.ts';
import type { Notice } from '../state/notice.ts';
import { camelCase } from './camel-case.ts';
import type { Translate } from './translate.ts';

/**
 * Notices of repairs that lost nothing: the activity log has them, and no screen interrupts for
 * them.
 */
const SILENT: ReadonlySet<Notice> = new Set([
  'settings-restored',
  'key-restored',
  'seen-restored',
  'posts-rebuilt',
]);

/** The notices that screens show. */
export function shownNotices(notices: readonly Notice[]): readonly Notice[] {
  return notices.filter((notice) => !SILENT.has(notice));
}

/** Puts a notice into words. */
export function noticeMessages(notice: Notice, t: Translate): string {
  return t(`notice.${camelCase(notice)}`);
}

/**
 * Puts the retirement of this version of the API into words; `null` as long as none is planned.
 *
 * @param now ms since epoch
 */
export function deprecationMessages(
  { deprecation, sunset }: ApiDeprecation,
  { t, locale, now }: { readonly t: Translate; readonly locale: string; readonly now: number },
): string | null {
  const date = (time: number) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(time);
  if (sunset !== null) return t(sunset > now ? 'notice.sunset' : 'notice.sunsetPast', date(sunset));
  return deprecation === null ? null : t('notice.deprecated', date(deprecation));
}
