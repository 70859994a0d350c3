import { renderSettingsPage } from '../../components/render-settings-page.tsx';
import { declareLanguage, translate } from '../../utils/browser/translate.ts';
import {
  apiDeprecationValue,
  eventsValue,
  keyOwnerValue,
  noticesValue,
  readPageValues,
  sensitivityPreviewValue,
  settingsValue,
  syncStatusValue,
} from '../../utils/storage/page-values.ts';
import './style.css';
import { OptionsApp } from './OptionsApp.tsx';

declareLanguage(document);
await renderSettingsPage(
  translate,
  'options.title',
  readPageValues(
    settingsValue,
    keyOwnerValue,
    sensitivityPreviewValue,
    noticesValue,
    apiDeprecationValue,
    eventsValue,
    syncStatusValue,
  ),
  ([settings, keyOwner, preview, notices, deprecation, events, status]) => (
    <OptionsApp initial={{ settings, keyOwner, preview, notices, deprecation, events, status }} />
  ),
);
