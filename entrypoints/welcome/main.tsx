import { renderSettingsPage } from '../../components/render-settings-page.tsx';
import { declareLanguage, translate } from '../../utils/browser/translate.ts';
import {
  keyOwnerValue,
  readPageValues,
  sensitivityPreviewValue,
  settingsValue,
  syncStatusValue,
} from '../../utils/storage/page-values.ts';
import './style.css';
import { WelcomeApp } from './WelcomeApp.tsx';

declareLanguage(document);
await renderSettingsPage(
  translate,
  'welcome.title',
  readPageValues(settingsValue, keyOwnerValue, sensitivityPreviewValue, syncStatusValue),
  ([settings, keyOwner, preview, status]) => (
    <WelcomeApp initial={{ settings, keyOwner, preview, status }} />
  ),
);
