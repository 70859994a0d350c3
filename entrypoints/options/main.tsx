import { render } from 'preact';
import { sensitivityPreviewStore } from '../../utils/browser/ranking-memory.ts';
import { readTogether } from '../../utils/browser/stored-value.ts';
import { keyHolderStore, settingsStore } from '../../utils/browser/stores.ts';
import { browserLocale, translate } from '../../utils/browser/translate.ts';
import '../../components/theme.css';
import './style.css';
import { OptionsApp } from './OptionsApp.tsx';

document.documentElement.lang = browserLocale();
document.title = `${translate('options.title')} – ${translate('extension.name')}`;

const root = document.getElementById('app');
if (root === null) throw new Error('options/index.html has no element #app');
const [settings, keyHolder, preview] = await readTogether(settingsStore, keyHolderStore, sensitivityPreviewStore);
render(<OptionsApp initial={{ settings, keyHolder, preview }} />, root);
