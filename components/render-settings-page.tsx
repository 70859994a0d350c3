import { type ComponentChildren, render } from 'preact';
import type { MessageKey, Translate } from '../utils/messages/translate.ts';
import { EmptyState } from './status/EmptyState.tsx';
import './theme.css';
import './controls.css';
import './notices.css';
import './fields/fields.css';

/**
 * Renders a page of settings into `#app`, once the values that it starts with have been read; if
 * they cannot be read, the page says so.
 *
 * @throws when the document has no element `#app`
 */
export async function renderSettingsPage<T>(
  t: Translate,
  title: MessageKey,
  values: Promise<T>,
  page: (values: T) => ComponentChildren,
): Promise<void> {
  document.title = `${t(title)} – ${t('extension.name')}`;
  const root = document.getElementById('app');
  if (root === null) throw new Error('The page has no element #app.');
  render(
    await values.then(page, () => (
      <EmptyState title={t('notice.unreadableTitle')} text={t('notice.unreadableText')} />
    )),
    root,
  );
}
