import { render } from 'preact';
import { EmptyState } from '../../components/status/EmptyState.tsx';
import { browserLocale, translate } from '../../utils/browser/translate.ts';
import { eventsStore } from '../../utils/storage/event-log.ts';
import { pageStorage } from '../../utils/storage/page-storage.ts';
import { sensitivityPreviewStore } from '../../utils/storage/ranking-stores.ts';
import { setStorageAdapter } from '../../utils/storage/storage-adapter.ts';
import { readBatch } from '../../utils/storage/stored-value.ts';
import { apiDeprecationStore, keyOwnerStore, noticesStore, settingsStore } from '../../utils/storage/stored-values.ts';
import '../../components/theme.css';
import './style.css';
import { OptionsApp } from './OptionsApp.tsx';

document.documentElement.lang = browserLocale();
document.title = `${translate('options.title')} – ${translate('extension.name')}`;

const root = document.getElementById('app');
if (root === null) throw new Error('options/index.html has no element #app');
setStorageAdapter(pageStorage);
const stored = await readBatch(
  settingsStore,
  keyOwnerStore,
  sensitivityPreviewStore,
  noticesStore,
  apiDeprecationStore,
  eventsStore,
).catch(() => null);
if (stored === null) {
  render(<EmptyState title={translate('notice.unreadableTitle')} text={translate('notice.unreadableText')} />, root);
} else {
  const [settings, keyHolder, preview, notices, lifecycle, events] = stored;
  render(<OptionsApp initial={{ settings, keyHolder, preview, notices, lifecycle, events }} />, root);
}
