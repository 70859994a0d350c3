import { headlineMultiple } from '../breakouts/model/headline-multiple.ts';
import type { RankedPost } from '../breakouts/output/ranked-post.ts';
import { cleanText } from '../format/clean-text.ts';
import { formatCompact, formatCount, formatMultiple } from '../format/count.ts';
import { DAY_MS } from '../time/units.ts';
import { timeAgo } from './age-messages.ts';
import type { Translate } from './translate.ts';

/** The context of a row's texts: its window and locale. */
export interface RowContext {
  readonly t: Translate;
  readonly locale: string;
  /** ms since epoch. */
  readonly now: number;
  readonly windowDays: number;
}

/** The account of a post, as `@name`. */
export function accountLabel(accountName: string | null, t: Translate): string {
  const name = cleanText(accountName);
  return name === null ? t('row.unknownAccount') : `@${name}`;
}

/** Formats the headline multiple of a post, `8.8×`; `null` where there is none to state. */
export function multipleInWords(
  post: RankedPost,
  { t, locale }: Pick<RowContext, 't' | 'locale'>,
): string | null {
  const multiple = headlineMultiple(post);
  return multiple === null ? null : t('row.multiple', formatMultiple(multiple, locale));
}

/** The age up to which a gain over the whole life is given as that of the first days. */
const MAX_AGE_DIFFERENCE = 0.5;

/**
 * Names the time over which a post gained its views: "7 days"; "its first 5 days" of a younger
 * post; "3 days" where CreatorAudit has tracked it for less than the window.
 */
export function gainPeriod(
  post: Pick<RankedPost, 'gainDays' | 'createdAt' | 'lastRefreshedAt'>,
  { t, locale, windowDays }: RowContext,
): string {
  const { gainDays, createdAt, lastRefreshedAt } = post;
  if (gainDays === null || gainDays >= windowDays) return daysInWords(windowDays, t, locale);
  const age =
    createdAt === null || lastRefreshedAt === null
      ? Number.NaN
      : (lastRefreshedAt - createdAt) / DAY_MS;
  return Math.abs(age - gainDays) <= MAX_AGE_DIFFERENCE
    ? firstDaysInWords(gainDays, t, locale)
    : daysInWords(gainDays, t, locale);
}

/** Names the whole life of a post up to its last refresh: "its first 12 days". */
export function lifePeriod(
  { createdAt, lastRefreshedAt }: RankedPost,
  { t, locale, now }: RowContext,
): string {
  return firstDaysInWords(((lastRefreshedAt ?? now) - (createdAt ?? now)) / DAY_MS, t, locale);
}

function daysInWords(days: number, t: Translate, locale: string): string {
  const whole = Math.max(1, Math.round(days));
  return t.plural('days', whole, formatCount(whole, locale));
}

function firstDaysInWords(days: number, t: Translate, locale: string): string {
  const whole = Math.max(1, Math.round(days));
  return t.plural('row.firstDays', whole, formatCount(whole, locale));
}

/** Writes the line below the caption: the usual, and at most one fact. */
export function reasonLine(post: RankedPost, context: RowContext): string {
  return [usualOf(post, context), oneFact(post, context)]
    .filter((part) => part !== null)
    .join(' · ');
}

function usualOf(post: RankedPost, context: RowContext): string | null {
  const { t, locale, windowDays } = context;
  const { expected, usualCount, views } = post;
  if (expected === null) {
    return views === null ? null : t.plural('row.views', views, formatCompact(views, locale));
  }
  if (post.fewUsualViews) return t(isFarAboveUsual(post) ? 'row.farAboveFew' : 'row.usuallyFew');
  if (post.headline === 'lifetime' && usualCount !== null) {
    return t('row.usual', formatCompact(Math.round(usualCount), locale), lifePeriod(post, context));
  }
  const days = post.gainDays === null ? windowDays : Math.min(windowDays, post.gainDays);
  const whole = Math.max(1, Math.round(days));
  const period = t.plural('time.days', whole, whole);
  return t('row.usual', formatCompact(Math.round(expected), locale), period);
}

/** Returns true if the rule found that a post gained far more than usual. */
export function isFarAboveUsual({ state }: Pick<RankedPost, 'state'>): boolean {
  return state === 'new-hit' || state === 'resurging' || state === 'still-running';
}

function oneFact(post: RankedPost, { t, locale, now, windowDays }: RowContext): string | null {
  if (post.endedAt !== null) return t('row.ended', timeAgo(post.endedAt, { t, locale, now }));
  if (post.lowEngagement) return t('row.lowEngagement');
  if (post.source === 'own-history') {
    return post.historyDays === null
      ? t('row.ownHistory')
      : t('row.ownHistoryShort', post.historyDays, t.plural('time.days', windowDays, windowDays));
  }
  return post.wasRecounted ? t('row.recounted') : null;
}
