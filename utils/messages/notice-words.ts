import type { AlertMessage } from '../alerts/alert-message.ts';
import { alertWords } from './alert-words.ts';
import type { Translate } from './translate.ts';

/** A desktop notice. Firefox shows nothing else of it. */
interface NoticeWords {
  readonly title: string;
  readonly text: string;
}

/** Writes the notice of a message: the title says what is new, the text names posts. */
export function noticeWords(
  message: AlertMessage,
  { t, locale }: { readonly t: Translate; readonly locale: string },
): NoticeWords {
  const { title, lines, footer } = alertWords(message, { t, locale });
  const [only] = lines;
  const caption = lines.length === 1 ? (only?.caption ?? null) : null;
  const text = [...lines.map(({ headline }) => headline), caption, footer]
    .filter((line) => line !== null)
    .join('\n');
  return {
    title: message.isSample ? `${t('sample.badge')} ${title}` : title,
    text: text === '' ? t('alert.open') : text,
  };
}
