import { render } from 'preact';
import { declareLanguage, translate } from '../../utils/browser/translate.ts';
import './style.css';
import { needsStates } from './needs-states.ts';
import { PopupApp } from './PopupApp.tsx';
import { loadPopup } from './popup-state.ts';

const root = document.getElementById('app');
if (root === null) throw new Error('popup/index.html has no element #app');
// Everything is read before the first paint: no empty frame comes first.
const reading = loadPopup(Date.now()).catch(() => null);
// The first lookup in the catalogue takes a while, and so does storage: side by side.
declareLanguage(document);
document.title = translate('extension.name');
const loaded = await reading;
if (loaded !== null) {
  // No script in the head, as on the other pages: the first frame would be two frames later.
  const { theme, density } = loaded.page.settings;
  Object.assign(document.documentElement.dataset, { theme, density });
}
// An unusual state is part of the first frame: a strip that comes later would move the list.
const states = loaded === null || needsStates(loaded) ? await import('./states/states.ts') : null;
if (loaded !== null) render(<PopupApp {...loaded} states={states} />, root);
else if (states !== null) {
  const { EmptyState } = states;
  render(
    <EmptyState
      title={translate('notice.unreadableTitle')}
      text={translate('notice.unreadableText')}
    />,
    root,
  );
}
