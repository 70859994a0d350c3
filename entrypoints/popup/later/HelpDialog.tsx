import { Dialog } from '../../../components/Dialog.tsx';
import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { usePopup } from '../popup-context.ts';

/** The keys that always work, and the single letters, each with the name of its message. */
const KEYS = [
  ['↑ ↓', 'move'],
  ['Home End', 'ends'],
  ['PageUp PageDown', 'pages'],
  ['Enter', 'open'],
  ['Ctrl+Enter', 'background'],
  ['Space →', 'unfold'],
  ['Shift+F10', 'menu'],
  ['Esc', 'escape'],
] as const;
const LETTERS = [
  ['j k', 'move'],
  ['c', 'copy'],
  ['s', 'seen'],
  ['z', 'snooze'],
  ['m', 'mute'],
  ['u', 'undo'],
  ['/', 'search'],
  ['1 – 4', 'windows'],
  ['r', 'refresh'],
  ['f', 'fullView'],
  ['o', 'options'],
  ['?', 'help'],
] as const;

/** The list of the keys. */
export function HelpDialog() {
  const { t } = useI18n();
  const { closeOverlay, settings } = usePopup();
  return (
    <Dialog title={t('help.title')} onClose={closeOverlay}>
      <KeyTable rows={KEYS} />
      <h3>{t('help.letters')}</h3>
      {!settings.singleKeyShortcuts && <p class="quiet">{t('help.lettersOff')}</p>}
      <KeyTable rows={LETTERS} />
    </Dialog>
  );
}

function KeyTable({ rows }: { readonly rows: typeof KEYS | typeof LETTERS }) {
  const { t } = useI18n();
  return (
    <dl class="keys">
      {rows.map(([keys, name]) => (
        <div key={keys}>
          <dt>
            {keys === '1 – 4' ? (
              <kbd>{keys}</kbd>
            ) : (
              keys.split(' ').map((key) => <kbd key={key}>{mirrored(key)}</kbd>)
            )}
          </dt>
          <dd>{t(`help.${name}`)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The key that unfolds a row is that of the direction of reading. */
function mirrored(key: string): string {
  return key === '→' && document.dir === 'rtl' ? '←' : key;
}
