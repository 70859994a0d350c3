import type { AlertWords } from '../../../utils/alerts/alert-words.ts';
import { translate } from '../../../utils/browser/translate.ts';

const t = translate;

/** A message as it is sent, folded. @param props.words `null`: there are no posts yet */
export function AlertPreview({ words }: { readonly words: AlertWords | null }) {
  return (
    <details class="preview">
      <summary>{t('channels.preview')}</summary>
      <p class="quiet hint">
        {t(words === null ? 'channels.previewNone' : 'channels.previewHint')}
      </p>
      {words !== null && (
        <div class="message">
          <p>
            <strong>{words.title}</strong>
          </p>
          <ul>
            {words.lines.map(({ headline, caption }) => (
              <li key={headline + caption}>
                <span>{headline}</span>
                {caption !== null && (
                  <span class="quiet message-caption" dir="auto">
                    {caption}
                  </span>
                )}
              </li>
            ))}
          </ul>
          {words.footer !== null && <p>{words.footer}</p>}
        </div>
      )}
    </details>
  );
}
