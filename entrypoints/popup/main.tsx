import { render } from 'preact';
import { EmptyState } from '../../components/status/EmptyState.tsx';
import { browserLocale, translate } from '../../utils/browser/translate.ts';
import '../../components/theme.css';
import './style.css';
import { PopupApp } from './PopupApp.tsx';
import { loadPopupState } from './popup-state.ts';

const root = document.getElementById('app');
if (root === null) throw new Error('popup/index.html has no element #app');
// Everything is read before the first paint, so that it shows what is stored and never an empty frame first.
const reading = loadPopupState().catch(() => null);
// The first word of the catalogue takes a while, and so does storage: side by side.
document.documentElement.lang = browserLocale();
document.title = translate('extension.name');
const facts = await reading;
render(
  facts === null ? (
    <EmptyState title={translate('notice.unreadableTitle')} text={translate('notice.unreadableText')} />
  ) : (
    <PopupApp initial={facts} />
  ),
  root,
);
