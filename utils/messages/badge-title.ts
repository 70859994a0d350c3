import { formatDateTime, timeUntil } from '../format/age.ts';
import { cleanText, toOneLine } from '../format/clean-text.ts';
import { formatCount, formatMultiple } from '../format/count.ts';
import type { BadgeContent } from '../state/badge-content.ts';
import type { DisplayState } from '../state/display-state.ts';
import type { PublicationHead } from '../state/publication-head.ts';
import type { NamedBreakout } from '../state/strongest-breakouts.ts';
import { timeAgo } from './age-messages.ts';
import { problemMessages } from './problem-messages.ts';
import type { Translate } from './translate.ts';

/** A caption or name is cut to this many characters. */
const MAX_TEXT = 60;

interface I18n {
  readonly t: Translate;
  readonly locale: string;
  readonly now: number;
}

/**
 * Writes the tooltip of the toolbar button: the badge in words, the time of CreatorAudit's counts,
 * and the strongest breakouts, one a line.
 *
 * @param content `null` before the first sync
 * @param isSample true if what is shown is the sample data
 */
export function badgeTitle(
  state: DisplayState,
  content: BadgeContent | null,
  i18n: I18n,
  isSample = false,
): string {
  const { t, locale, now } = i18n;
  const { kind, problem, pause, isStale } = state;
  if (kind === 'no-key') return t('badge.noKey');

  const sentences = isSample ? [t('sample.badge')] : [];
  if (problem !== null) {
    const { title, action } = problemMessages(problem, t);
    sentences.push(title, action);
  }
  if (pause !== null) sentences.push(t('problem.nextTry', timeUntil(pause.until, now, locale)));
  if (content === null) {
    if (problem === null) sentences.push(t('badge.firstSync'));
    return sentences.join(' ');
  }
  const { publication, strongest } = content;
  sentences.push(...answerSentences(content, i18n), ...countsSentences(state, publication, i18n));
  if (isStale) sentences.push(t('badge.stale', timeAgo(publication.completedAt, i18n)));
  return [sentences.join(' '), ...strongest.map((breakout) => nameOf(breakout, i18n))].join('\n');
}

function answerSentences(
  { answer, counts, publication, compared, total, comparableFrom }: BadgeContent,
  { t, locale, now }: I18n,
): string[] {
  const { lookbackDays } = publication;
  const days = t.plural('days', lookbackDays, formatCount(lookbackDays, locale));
  const partly =
    compared < total
      ? [t('badge.partly', formatCount(compared, locale), formatCount(total, locale))]
      : [];
  switch (answer) {
    case 'breakouts':
      return [
        t.plural(
          'badge.some',
          counts.all,
          formatCount(counts.all, locale),
          days,
          formatCount(counts.unseen, locale),
        ),
      ];
    case 'all-hidden':
      return [t('badge.allHidden', days)];
    case 'nothing':
      return [t('badge.nothing', days), ...partly];
    case 'cannot-compare': {
      const isAhead = comparableFrom !== null && comparableFrom > now;
      return [
        t('badge.cannotCompare'),
        ...(isAhead
          ? [t('badge.comparableFrom', formatDateTime(comparableFrom, now, locale))]
          : []),
      ];
    }
    case 'no-posts':
      return [t('badge.noPosts')];
  }
}

function countsSentences(
  { hasOldCounts }: DisplayState,
  { newestRefreshAt }: PublicationHead,
  { t, locale, now }: I18n,
): string[] {
  if (newestRefreshAt === null) return [];
  return [
    t(
      hasOldCounts ? 'badge.oldCounts' : 'badge.counts',
      formatDateTime(newestRefreshAt, now, locale),
    ),
  ];
}

function nameOf({ accountName, caption, multiple }: NamedBreakout, { t, locale }: I18n): string {
  const words = cleanText(caption);
  const line = words === null ? '' : toOneLine(words);
  const account = cleanText(accountName);
  return [
    multiple === null ? '' : t('row.multiple', formatMultiple(multiple, locale)),
    account === null ? '' : `@${shorten(toOneLine(account))}`,
    shorten(line),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length > MAX_TEXT
    ? `${characters.slice(0, MAX_TEXT).join('').trimEnd()}…`
    : text;
}
