import { formatDate, formatDateTime } from '../../../../utils/format/age.ts';
import { cleanText, toOneLine } from '../../../../utils/format/clean-text.ts';
import { formatCompact } from '../../../../utils/format/count.ts';
import { reasonSentence } from '../../../../utils/messages/detail-messages.ts';
import { platformName } from '../../../../utils/messages/platform-name.ts';
import {
  accountLabel,
  gainPeriod,
  multipleInWords,
  type RowContext,
} from '../../../../utils/messages/row-messages.ts';
import type { PanelPost } from '../post-of-row.ts';
import type { CardWords } from './draw-card.ts';

/** Writes the words of a post's card. */
export function cardWords({ post, isGainKnown }: PanelPost, context: RowContext): CardWords {
  const { t, locale, now } = context;
  const multiple = multipleInWords(post, context);
  const period = gainPeriod(post, context);
  const gained = isGainKnown ? `+${formatCompact(post.gained, locale)}` : '–';
  const [initial = ''] =
    cleanText(post.accountName)
      ?.replace(/^[^\p{L}\p{N}]+/u, '')
      .toUpperCase() ?? '';
  const posted =
    post.createdAt === null ? [] : [t('row.postedAt', formatDate(post.createdAt, locale))];
  return {
    account: accountLabel(post.accountName, t),
    initial,
    about: [platformName(post.platform, t), ...posted].join(' · '),
    headline: multiple ?? gained,
    unit: multiple === null ? `${t('row.viewsUnit')}, ${period}` : t('row.multipleUnit'),
    caption: toOneLine(cleanText(post.caption) ?? t('row.noCaption')),
    sentence: isGainKnown ? reasonSentence(post, context) : '',
    counts: t('post.pictureMade', formatDateTime(post.lastRefreshedAt ?? now, now, locale)),
    origin: t('extension.name'),
  };
}

/** The name of the file of a card, without characters that file systems refuse. */
export function cardFileName({ post }: PanelPost, now: number): string {
  const account = post.accountName?.replace(/[^\p{L}\p{N}._-]+/gu, '').slice(0, 60) ?? '';
  const day = new Date(now).toISOString().slice(0, 10);
  return `${['breakouts', account, day].filter((part) => part !== '').join('-')}.png`;
}
