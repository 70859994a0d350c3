// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/preact';
import type { ComponentChildren } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { I18nProvider } from '../../../components/hooks/i18n-context.ts';
import { Header } from '../../../entrypoints/popup/Header.tsx';
import { Footer } from '../../../entrypoints/popup/later/Footer.tsx';
import type { Later } from '../../../entrypoints/popup/later/later.ts';
import { type PopupContext, PopupProvider } from '../../../entrypoints/popup/popup-context.ts';
import { DEFAULT_SETTINGS } from '../../../utils/settings/settings.ts';
import { english } from '../../builders/english.ts';
import { DAY, HOUR, MINUTE, NOW } from '../../builders/time.ts';

afterEach(cleanup);

const nothing = () => undefined;
const commands = {
  ...{ open: nothing, copy: nothing, toggleSeen: nothing },
  ...{ snooze: nothing, mute: nothing, unfold: nothing },
};
const context: PopupContext = {
  ...{ commands, overlay: null, settings: DEFAULT_SETTINGS, windowDays: 7, lookingSince: NOW },
  later: { headerIcon: nothing } as unknown as Later,
  ...{ openOverlay: nothing, closeOverlay: nothing, isNew: () => false },
};

function show(part: ComponentChildren) {
  render(
    <I18nProvider value={{ t: english, locale: 'en', now: NOW }}>
      <PopupProvider value={context}>{part}</PopupProvider>
    </I18nProvider>,
  );
}

const footer = (newestRefreshAt: number, hasOldCounts = false) =>
  show(
    <Footer
      {...{ newestRefreshAt, hasOldCounts, compared: 9, total: 10, hasNewerList: false }}
      onShowNews={nothing}
    />,
  );
const header = (updatedAt: number | null) =>
  show(
    <Header
      {...{ counts: { all: 1, unseen: 1 }, hasLists: true, hasKey: true, isUpdating: false }}
      {...{ updatedAt, searchField: null, onSearch: nothing, onRefresh: nothing }}
      {...{ onFullView: nothing, onOpenOptions: nothing }}
    />,
  );

describe('times in the popup', () => {
  it('names the time of CreatorAudit’s newest count in the footer, not of our update', () => {
    footer(NOW - 2 * HOUR);
    expect(screen.getByText(/^Counts from CreatorAudit: \d+:\d+/).className).toBe('');
  });

  it('marks counts that are old, and says how old', () => {
    footer(NOW - 2 * DAY, true);
    expect(screen.getByText('Counts from CreatorAudit: 2 days ago').className).toBe('stale');
  });

  it.each([
    [NOW - 5 * MINUTE, 'Updated 5 minutes ago'],
    [null, 'Refresh'],
  ])('names the time of our update in the title of Refresh', (updatedAt, title) => {
    header(updatedAt);
    expect(screen.getByRole('button', { name: 'Refresh' }).title).toBe(title);
  });
});
