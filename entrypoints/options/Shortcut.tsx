import { useEffect, useState } from 'preact/hooks';
import { changeShortcut, readPopupShortcut } from '../../utils/browser/shortcut.ts';
import { translate } from '../../utils/browser/translate.ts';

const t = translate;

/** The keyboard shortcut that opens the popup, and the way to change it. */
export function Shortcut() {
  const [shortcut, setShortcut] = useState<string | null>(null);
  useEffect(() => {
    const read = () => void readPopupShortcut().then(setShortcut);
    read();
    // It is changed on a page of the browser's, and the user comes back from there.
    addEventListener('focus', read);
    return () => removeEventListener('focus', read);
  }, []);
  return (
    <div class="field">
      <p class="label">
        {t('options.shortcutLabel')} <kbd>{shortcut ?? t('options.shortcutNone')}</kbd>
      </p>
      <p class="quiet hint">
        {t(import.meta.env.FIREFOX ? 'options.shortcutHintFirefox' : 'options.shortcutHint')}
      </p>
      <p class="buttons">
        <button class="button" type="button" onClick={() => void changeShortcut()}>
          {t('options.shortcutChange')}
        </button>
      </p>
    </div>
  );
}
