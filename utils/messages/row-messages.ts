import type { RankedPost } from '../breakouts/output/ranked-post.ts';
import { cleanText } from '../format/clean-text.ts';
import { formatCompact, formatCount } from '../format/count.ts';
import { timeAgo } from './age-messages.ts';
import type { Translate } from './translate.ts';

/** What is needed to put a row of one window into words. */
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

/** The line below the caption: what is usual, and at most one fact that is worth a look. */
export function reasonLine(post: RankedPost, context: RowContext): string {
  const { t, locale, windowDays } = context;
  const usual =
    post.expected === null
      ? post.views === null
        ? null
        : t.plural('row.views', post.views, formatCompact(post.views, locale))
      : t('row.usual', formatCompact(Math.round(post.expected), locale), t('time.days', windowDays));
  return [usual, oneFact(post, context)].filter((part) => part !== null).join(' · ');
}

function oneFact(post: RankedPost, { t, locale, now, windowDays }: RowContext): string | null {
  if (post.endedAt !== null) return t('row.ended', timeAgo(post.endedAt, { t, locale, now }));
  if (post.quietDays !== null) {
    return t.plural('row.quietDays', post.quietDays, formatCount(post.quietDays, locale));
  }
  if (post.lowEngagement) return t('row.lowEngagement');
  if (post.source === 'own-history') {
    return post.historyDays === null
      ? t('row.ownHistory')
      : t('row.ownHistoryShort', formatCount(post.historyDays, locale), t('time.days', windowDays));
  }
  return post.wasRecounted ? t('row.recounted') : null;
}
