import { render } from 'preact';
import { EmptyState } from '../../components/status/EmptyState.tsx';
import { declareLanguage, translate } from '../../utils/browser/translate.ts';
import { loadPage } from '../../utils/storage/page-reader.ts';
import './style.css';
import { FullViewApp } from './FullViewApp.tsx';

const root = document.getElementById('app');
if (root === null) throw new Error('The page has no element #app.');
declareLanguage(document);
document.title = translate('extension.name');
const page = await loadPage().catch(() => null);
render(
  page === null ? (
    <EmptyState
      title={translate('notice.unreadableTitle')}
      text={translate('notice.unreadableText')}
    />
  ) : (
    <FullViewApp initial={page} />
  ),
  root,
);
