// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { I18nProvider } from '../../../components/hooks/i18n-context.ts';
import { PopupProvider } from '../../../entrypoints/popup/popup-context.ts';
import { EmptyList } from '../../../entrypoints/popup/states/EmptyList.tsx';
import { badgeTitle } from '../../../utils/messages/badge-title.ts';
import { DEFAULT_SETTINGS } from '../../../utils/settings/settings.ts';
import { badgeContentOf } from '../../../utils/state/badge-content.ts';
import { displayStateOf } from '../../../utils/state/display-state.ts';
import { NO_MARKS } from '../../../utils/state/initial-state.ts';
import type { WindowAnswer } from '../../../utils/state/window-answer.ts';
import { english } from '../../builders/english.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';
import { NOW } from '../../builders/time.ts';
import {
  aBreakoutRow,
  aFirstRanking,
  aPublicationHead,
  aWindowRanking,
} from '../../builders/window-ranking.ts';

afterEach(cleanup);

const i18n = { t: english, locale: 'en', now: NOW };
const nothing = () => undefined;
const commands = {
  open: nothing,
  copy: nothing,
  toggleSeen: nothing,
  snooze: nothing,
  mute: nothing,
  unfold: nothing,
};
const context = {
  ...{ commands, overlay: null, settings: DEFAULT_SETTINGS, windowDays: 7, lookingSince: NOW },
  later: null,
  ...{ openOverlay: nothing, closeOverlay: nothing, isNew: () => false },
};

/** The texts of popup and tooltip when the tab of breakouts has no rows. */
function said(compared: number, total: number, hidden = 0) {
  const rows = Array.from({ length: hidden }, (_, index) => aBreakoutRow({ id: `p${index}` }));
  const comparison = {
    total,
    compared,
    excluded: {},
    accountsWithoutBaseline: 0,
    comparableFrom: null,
  };
  const ranking = aWindowRanking({ breakouts: rows }, { comparison });
  const head = aPublicationHead({
    windows: [{ days: 7, breakouts: hidden, stillStrong: 0, compared, total }],
    posts: total,
  });
  const muted = { muted: { at: NOW, accountName: null, caption: null } };
  const marks = { ...NO_MARKS, posts: Object.fromEntries(rows.map(({ id }) => [id, muted])) };
  const content = badgeContentOf(head, aFirstRanking(ranking), marks, NOW);
  const facts = {
    hasKey: true,
    status: aSyncStatus(),
    publication: head,
    refreshMinutes: 60,
    now: NOW,
  };
  render(
    <I18nProvider value={i18n}>
      <PopupProvider value={context}>
        <EmptyList
          tab="breakouts"
          ranking={ranking}
          isNarrowed={false}
          hidden={hidden}
          isPartial={false}
          onClear={nothing}
        />
      </PopupProvider>
    </I18nProvider>,
  );
  return {
    title: screen.getByRole('heading').textContent,
    hasReasons: screen.queryByRole('button', { name: 'See why' }) !== null,
    answer: content?.answer,
    tooltip: badgeTitle(displayStateOf(facts), content, i18n),
  };
}

describe('EmptyList', () => {
  it.each([
    [
      'none of n',
      [100, 100],
      'nothing',
      'Nothing is breaking out',
      false,
      /^No breakouts in the last 7 days/,
    ],
    [
      'only n of N, and why',
      [20, 100],
      'nothing',
      'Nothing is breaking out',
      true,
      /20 of 100 posts could be compared/,
    ],
    [
      'cannot compare yet, and why',
      [0, 100],
      'cannot-compare',
      'Still collecting data',
      true,
      /can't be compared yet/,
    ],
    ['all is hidden', [100, 100, 2], 'all-hidden', 'All muted', false, /snoozed or muted/],
    ['no posts', [0, 0], 'no-posts', 'No posts yet', false, /no posts to watch/],
  ] as const)('agrees with the tooltip: %s', (_, counts, answer, title, hasReasons, tooltip) => {
    const [compared, total, hidden] = counts as readonly [number, number, number?];
    const found = said(compared, total, hidden);
    expect(found).toMatchObject({ answer: answer satisfies WindowAnswer, title, hasReasons });
    expect(found.tooltip).toMatch(tooltip);
  });
});
