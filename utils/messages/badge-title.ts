import { formatDateTime, timeUntil } from '../format/age.ts';
import { formatCount } from '../format/count.ts';
import type { BreakoutCounts } from '../state/breakout-counts.ts';
import type { DisplayState } from '../state/display-state.ts';
import type { PublicationHead } from '../state/publication-head.ts';
import { timeAgo } from './age-messages.ts';
import { problemMessages } from './problem-messages.ts';
import type { Translate } from './translate.ts';

/**
 * The tooltip of the toolbar button: what the badge says, in words, with the time of the data.
 *
 * @param counts of the breakouts of `publication`
 */
export function badgeTitle(
  situation: DisplayState,
  publication: PublicationHead | null,
  counts: Pick<BreakoutCounts, 'all' | 'unseen'> | null,
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
  if (publication === null || counts === null) {
    if (problem === null) sentences.push(t('badge.firstSync'));
    return sentences.join(' ');
  }
  const { all, unseen } = counts;
  const days = t.plural('days', publication.lookbackDays, formatCount(publication.lookbackDays, locale));
  const time = formatDateTime(publication.completedAt, now, locale);
  sentences.push(
    all === 0
      ? t('badge.nothing', days, time)
      : t.plural('badge.some', all, formatCount(all, locale), days, formatCount(unseen, locale), time),
  );
  if (isStale) sentences.push(t('badge.stale', timeAgo(publication.completedAt, { t, locale, now })));
  return sentences.join(' ');
}
