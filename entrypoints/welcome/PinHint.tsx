import pin from 'virtual:lucide/pin';
import puzzle from 'virtual:lucide/puzzle';
import { Icon } from '../../components/Icon.tsx';
import { translate } from '../../utils/browser/translate.ts';

const t = translate;

/**
 * The way to pin the icon in this browser, drawn.
 *
 * @param props.isOnToolbar `null` where the browser does not say
 */
export function PinHint({ isOnToolbar }: { readonly isOnToolbar: boolean | null }) {
  if (isOnToolbar === true) return <p>{t('welcome.pinned')}</p>;
  return (
    <>
      <p>{t(import.meta.env.FIREFOX ? 'welcome.pinFirefox' : 'welcome.pinChromium')}</p>
      <div class="toolbar-picture" aria-hidden="true">
        <span class="address" />
        <span class="tool wanted">
          <Icon nodes={puzzle} />
        </span>
        <div class="menu">
          <img src="/icon/32.png" alt="" width="20" height="20" />
          <span class="grow">{t('extension.shortName')}</span>
          <span class="tool wanted">
            <Icon nodes={pin} />
          </span>
        </div>
      </div>
    </>
  );
}
