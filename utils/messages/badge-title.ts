import { formatDateTime, timeUntil } from '../format/age.ts';
import { formatCount } from '../format/count.ts';
import type { DisplayState } from '../state/display-state.ts';
import type { Publication } from '../state/publication.ts';
import { timeAgo } from './age-messages.ts';
import { problemMessages } from './problem-messages.ts';
import type { Translate } from './translate.ts';

/**
 * The tooltip of the toolbar button: what the badge says, in words, with the time of the data.
 *
 * @param unseen breakouts that were not looked at yet
 */
export function badgeTitle(
  situation: DisplayState,
  publication: Publication | null,
  unseen: number,
  { t, locale, now }: { readonly t: Translate; readonly locale: string; readonly now: number },
): string {
  const { kind, problem, pause, isStale } = situation;
  if (kind === 'no-key') return t('badge.noKey');

  const sentences: string[] = [];
  if (problem !== null) {
    const { title, action } = problemMessages(problem, t);
    sentences.push(title, action);
  }
  if (pause !== null) sentences.push(t('problem.nextTry', timeUntil(pause.until, now, locale)));
  if (publication === null) {
    if (problem === null) sentences.push(t('badge.firstSync'));
    return sentences.join(' ');
  }
  const count = publication.breakoutIds.length;
  const days = t.plural('days', publication.lookbackDays, formatCount(publication.lookbackDays, locale));
  const time = formatDateTime(publication.completedAt, now, locale);
  sentences.push(
    count === 0
      ? t('badge.nothing', days, time)
      : t.plural('badge.some', count, formatCount(count, locale), days, formatCount(unseen, locale), time),
  );
  if (isStale) sentences.push(t('badge.stale', timeAgo(publication.completedAt, { t, locale, now })));
  return sentences.join(' ');
}
