import type { AlertMessage, AlertPost } from '../alerts/alert-message.ts';
import type { AlertLine, AlertWords } from '../alerts/alert-words.ts';
import { cleanText, toOneLine } from '../format/clean-text.ts';
import { formatCompact, formatCount, formatMultiple } from '../format/count.ts';
import { formatter } from '../format/formatter.ts';
import { DAY_MS } from '../time/units.ts';
import { platformName } from './platform-name.ts';
import { accountLabel } from './row-messages.ts';
import type { Translate } from './translate.ts';

/** Posts that a message names; it counts the others. */
const MAX_LINES = 5;

interface I18n {
  readonly t: Translate;
  readonly locale: string;
}

/** Writes a message in words. Texts of the API are cleaned, and stay data: each channel escapes. */
export function alertWords(message: AlertMessage, i18n: I18n): AlertWords {
  const { posts, newCount, kind } = message;
  const named = posts.slice(0, MAX_LINES);
  const more = Math.max(newCount - named.length, 0);
  const { t, locale } = i18n;
  return {
    title: titleOf(message, i18n),
    lines: named.map((post) => lineOf(post, message, i18n)),
    footer:
      more === 0 || kind === 'test'
        ? null
        : t.plural('channels.more', more, formatCount(more, locale)),
  };
}

/** Writes the line that says everything by itself: "Since Monday 9:00: 3 new, 2 over, …". */
function titleOf(message: AlertMessage, { t, locale }: I18n): string {
  const { kind, newCount, endedCount, posts, since, createdAt, timeZone } = message;
  if (kind === 'test') return t('channels.testTitle');
  const count = formatCount(newCount, locale);
  const [strongest] = posts;
  const facts = [
    since === null
      ? t.plural('channels.newBreakouts', newCount, count)
      : t.plural('channels.newCount', newCount, count),
    ...(endedCount === 0
      ? []
      : [t.plural('channels.overCount', endedCount, formatCount(endedCount, locale))]),
    ...(strongest === undefined ? [] : [t('channels.strongest', nameOf(strongest, { t, locale }))]),
  ];
  const list = facts.reduce((before, fact) => t('channels.join', before, fact));
  return since === null
    ? list
    : t('channels.since', momentOf(since, createdAt, timeZone, locale), list);
}

function lineOf(post: AlertPost, { windowDays }: AlertMessage, { t, locale }: I18n): AlertLine {
  const { accountName, platform, multiple, formerMultiple, gained, endedAt, url } = post;
  const days = t.plural('days', windowDays, formatCount(windowDays, locale));
  const caption = cleanText(post.caption);
  const facts = [
    toOneLine(accountLabel(accountName, t)),
    platformName(platform, t),
    multiple === null
      ? t('row.farAboveFew')
      : t('channels.timesUsual', formatMultiple(multiple, locale)),
    ...(formerMultiple === null
      ? []
      : [t('channels.upFrom', formatMultiple(formerMultiple, locale))]),
    ...(post.id.startsWith('account:') ? [t('row.rise')] : []),
    ...(gained === null
      ? []
      : [t.plural('row.viewsGained', gained, formatCompact(gained, locale), days)]),
    ...(endedAt === null ? [] : [t('row.endedMark')]),
  ];
  return {
    headline: facts.reduce((before, fact) => t('channels.facts', before, fact)),
    url,
    caption: caption === null ? null : toOneLine(caption),
  };
}

function nameOf({ accountName, multiple }: AlertPost, { t, locale }: I18n): string {
  const account = toOneLine(accountLabel(accountName, t));
  return multiple === null
    ? account
    : `${account} ${t('row.multiple', formatMultiple(multiple, locale))}`;
}

/** Writes a moment of the last days by its weekday, an earlier one by its date. */
function momentOf(time: number, now: number, timeZone: string, locale: string): string {
  const isRecent = now - time < 6.5 * DAY_MS;
  const day = formatter(Intl.DateTimeFormat, locale, {
    ...(isRecent ? { weekday: 'long' } : { month: 'short', day: 'numeric' }),
    timeZone,
  });
  const clock = formatter(Intl.DateTimeFormat, locale, { timeStyle: 'short', timeZone });
  return `${day.format(time)} ${clock.format(time)}`;
}
