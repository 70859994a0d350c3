import { render } from 'preact';
import { browserLocale, translate } from '../../utils/browser/translate.ts';
import '../../components/theme.css';
import './style.css';
import { PopupApp } from './PopupApp.tsx';
import { readPopupFacts } from './popup-facts.ts';

document.documentElement.lang = browserLocale();
document.title = translate('extension.name');

const root = document.getElementById('app');
if (root === null) throw new Error('popup/index.html has no element #app');
// Everything is read before the first paint, so that it shows what is stored and never an empty frame first.
render(<PopupApp initial={await readPopupFacts()} />, root);
