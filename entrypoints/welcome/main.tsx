import { render } from 'preact';
import { EmptyState } from '../../components/status/EmptyState.tsx';
import { declareLanguage, translate } from '../../utils/browser/translate.ts';
import {
  keyOwnerValue,
  readPageValues,
  sensitivityPreviewValue,
  settingsValue,
  syncStatusValue,
} from '../../utils/storage/page-values.ts';
import '../../components/theme.css';
import '../../components/controls.css';
import '../../components/notices.css';
import '../../components/fields/fields.css';
import './style.css';
import { WelcomeApp } from './WelcomeApp.tsx';

declareLanguage(document);
document.title = `${translate('welcome.title')} – ${translate('extension.name')}`;

const root = document.getElementById('app');
if (root === null) throw new Error('welcome/index.html has no element #app');
const stored = await readPageValues(
  settingsValue,
  keyOwnerValue,
  sensitivityPreviewValue,
  syncStatusValue,
).catch(() => null);
if (stored === null) {
  render(
    <EmptyState
      title={translate('notice.unreadableTitle')}
      text={translate('notice.unreadableText')}
    />,
    root,
  );
} else {
  const [settings, keyOwner, preview, status] = stored;
  render(<WelcomeApp initial={{ settings, keyOwner, preview, status }} />, root);
}
