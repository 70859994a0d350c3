// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/preact';
import type { ComponentChildren } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { SensitivityCards } from '../../../components/fields/SensitivityCards.tsx';
import { I18nProvider } from '../../../components/hooks/i18n-context.ts';
import { PopupProvider } from '../../../entrypoints/popup/popup-context.ts';
import { EmptyList } from '../../../entrypoints/popup/states/EmptyList.tsx';
import type { Evidence } from '../../../utils/breakouts/output/evidence-log.ts';
import { sensitivityPreview } from '../../../utils/breakouts/output/sensitivity-preview.ts';
import type { WindowRanking } from '../../../utils/breakouts/output/window-ranking.ts';
import { badgeTitle } from '../../../utils/messages/badge-title.ts';
import { DEFAULT_SETTINGS } from '../../../utils/settings/settings.ts';
import { badgeContentOf } from '../../../utils/state/badge-content.ts';
import { badgeForState } from '../../../utils/state/badge-state.ts';
import { countBreakouts } from '../../../utils/state/breakout-counts.ts';
import { displayStateOf } from '../../../utils/state/display-state.ts';
import { NEVER_SYNCED, NO_MARKS } from '../../../utils/state/initial-state.ts';
import type { Marks } from '../../../utils/state/marks.ts';
import { answerOf } from '../../../utils/state/window-answer.ts';
import { english } from '../../builders/english.ts';
import { aProblem } from '../../builders/problem.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';
import { DAY, HOUR, NOW } from '../../builders/time.ts';
import {
  aBreakoutRow,
  aFirstRanking,
  aPublicationHead,
  aWindowRanking,
} from '../../builders/window-ranking.ts';

const IDS = ['p1', 'p2', 'p3'];
const MUTED = { at: NOW, accountName: null, caption: null };
const marked = (mark: Marks['posts'][string]): Marks => ({
  ...NO_MARKS,
  posts: Object.fromEntries(IDS.map((id) => [id, mark])),
});

const STATUSES = {
  ok: aSyncStatus(),
  'never synced': NEVER_SYNCED,
  offline: aSyncStatus({ problem: aProblem({ kind: 'offline' }) }),
  'API down': aSyncStatus({ problem: aProblem({ kind: 'unavailable' }) }),
  'key rejected': aSyncStatus({ problem: aProblem({ kind: 'unauthorized' }) }),
  paused: aSyncStatus({ pause: { until: NOW + HOUR, reason: 'rate-budget' } }),
};
const MARKS = {
  none: NO_MARKS,
  'all seen': marked({ seenAt: NOW }),
  'all muted': marked({ muted: MUTED }),
  'one snoozed': { ...NO_MARKS, posts: { p1: { snoozed: { until: NOW + DAY } } } },
};
/** Breakouts, posts compared, posts. */
const WINDOWS = {
  'three breakouts': [3, 100, 100],
  'three of a few compared': [3, 20, 100],
  nothing: [0, 100, 100],
  'nothing of a few compared': [0, 20, 100],
  'cannot compare': [0, 0, 100],
  'no posts': [0, 0, 0],
} as const;
const AGES = {
  fresh: {},
  'stale sync': { completedAt: NOW - 5 * HOUR },
  'old counts': { newestRefreshAt: NOW - 3 * DAY },
};

const entries = Object.entries as <K extends string, T>(of: Readonly<Record<K, T>>) => [K, T][];
const STATES = entries(STATUSES).flatMap(([status]) =>
  entries(MARKS).flatMap(([marks]) =>
    entries(WINDOWS).flatMap(([window]) =>
      entries(AGES).flatMap(([age]) =>
        (['all', 'unseen'] as const).map((counted) => ({ status, marks, window, age, counted })),
      ),
    ),
  ),
);

type State = (typeof STATES)[number];

const i18n = { t: english, locale: 'en', now: NOW };
const nothing = () => undefined;
const commands = {
  ...{ open: nothing, copy: nothing, toggleSeen: nothing, snooze: nothing },
  ...{ mute: nothing, unfold: nothing },
};
const context = {
  ...{ commands, overlay: null, settings: DEFAULT_SETTINGS, windowDays: 7, lookingSince: NOW },
  later: null,
  ...{ openOverlay: nothing, closeOverlay: nothing, isNew: () => false },
};

/** The texts so far, by what they are made from: hundreds of states have the same few texts. */
const rendered = new Map<string, string>();

/** Returns the text for a key, which names everything that the text depends on. */
function renderOnce(key: string, renderText: () => string): string {
  const text = rendered.get(key) ?? renderText();
  rendered.set(key, text);
  return text;
}

/** The text of a part of a page. */
function textOf(part: ComponentChildren): string {
  const { container } = render(<I18nProvider value={i18n}>{part}</I18nProvider>);
  return container.textContent ?? '';
}

/**
 * Returns the texts of the options about each sensitivity, with evidence of this many breakouts.
 */
function optionsText(breakouts: number, compared: number): string {
  const evidence = IDS.slice(0, breakouts).map(
    (id): Evidence => ({ id, day: Math.floor(NOW / DAY), strength: 8, z: 3, gain: 50_000 }),
  );
  const log = { windowDays: 7, since: NOW - 3 * DAY, evidence };
  const preview = sensitivityPreview(evidence, log, DEFAULT_SETTINGS, compared);
  return textOf(
    <SensitivityCards
      {...{ value: 'balanced', levels: ['balanced'], preview, onSave: async () => null }}
    />,
  );
}

/** Returns the text of the popup in place of an empty list of breakouts. */
function emptyListText(ranking: WindowRanking, hidden: number): string {
  return textOf(
    <PopupProvider value={context}>
      <EmptyList
        {...{ tab: 'breakouts', ranking, hidden, onClear: nothing }}
        isNarrowed={false}
        isPartial={false}
      />
    </PopupProvider>,
  );
}

/** Derives everything that badge, tooltip and pages show in a state. */
function shown({ status, marks, window, age, counted }: State) {
  const [breakouts, compared, total] = WINDOWS[window];
  const head = aPublicationHead({
    windows: [{ days: 7, breakouts, stillStrong: 0, compared, total }],
    posts: total,
    ...AGES[age],
  });
  const rows = IDS.slice(0, breakouts).map((id) => aBreakoutRow({ id, accountName: id }));
  const comparison = {
    ...{ total, compared, excluded: {}, accountsWithoutBaseline: 0, comparableFrom: null },
  };
  const ranking = aWindowRanking({ breakouts: rows }, { comparison });
  const first = aFirstRanking(ranking);
  const facts = {
    hasKey: true,
    status: STATUSES[status],
    publication: head,
    refreshMinutes: 60,
    now: NOW,
  };
  const state = displayStateOf(facts);
  const content = badgeContentOf(head, first, MARKS[marks], NOW);
  const counts = countBreakouts(head, first, MARKS[marks], NOW);
  return {
    state,
    badge: badgeForState(state, content, counted),
    title: badgeTitle(state, content, { t: english, locale: 'en', now: NOW }),
    /** As a page has it. */
    counts,
    answer: answerOf({ compared, total }, counts),
    /** `null`: the list has rows. */
    emptyList:
      counts.all > 0
        ? null
        : renderOnce(`list: ${window}, ${counts.hidden}`, () =>
            emptyListText(ranking, counts.hidden),
          ),
    options: renderOnce(`options: ${window}`, () => optionsText(breakouts, compared)),
  };
}

/** The beginnings of the texts of the popup without breakouts. */
const EMPTY_LISTS = {
  'all-hidden': /^All muted/,
  nothing: /^Nothing is breaking out/,
  'cannot-compare': /^Still collecting data/,
  'no-posts': /^No posts yet/,
};

afterEach(cleanup);

describe('badge, tooltip, popup and options', () => {
  it.each(STATES)(
    'agree for status $status, marks $marks, window $window, data $age, counting $counted',
    (given) => {
      const { state, badge, title, counts, answer, emptyList, options } = shown(given);
      const number = counts[given.counted];

      // The number of the badge is the number of the list, and the tooltip has both numbers.
      if (/^\d/.test(badge.text)) expect(Number(badge.text)).toBe(number);
      if (answer === 'breakouts') {
        expect(title).toContain(`${counts.all} breakout`);
        expect(title).toContain(`(${counts.unseen} new)`);
        expect(
          badge.text === '!' || badge.text === '–' || badge.text === '' || /^\d/.test(badge.text),
        ).toBe(true);
      } else {
        expect(badge.text).not.toMatch(/\d/);
        expect(title).not.toMatch(/\d breakout/);
      }

      // The popup gives the same answer in the place of its list.
      if (answer === 'breakouts') expect(emptyList).toBeNull();
      else expect(emptyList).toMatch(EMPTY_LISTS[answer]);
      if (given.window === 'nothing of a few compared') expect(emptyList).toMatch(/See why/);
      // The options count what the icon would show without marks, and nothing where nothing could
      // be compared.
      const [breakouts, compared] = WINDOWS[given.window];
      if (compared === 0) expect(options).toMatch(/once they can be compared/);
      expect(/(\d+) now/.exec(options)?.[1]).toBe(compared === 0 ? undefined : String(breakouts));

      // An empty badge claims that all is well and that nothing is (or is new and) breaking out.
      if (badge.text === '') {
        expect(state).toMatchObject({
          kind: 'ok',
          isStale: false,
          hasOldCounts: false,
          pause: null,
        });
        expect(number).toBe(0);
        expect(['breakouts', 'nothing', 'all-hidden']).toContain(answer);
      }
      // No text says that nothing is breaking out where nothing could be compared.
      if (answer === 'cannot-compare') {
        expect(['–', '!']).toContain(badge.text);
        expect(title).toMatch(/can't be compared yet/);
        expect(title).not.toMatch(/No breakouts/);
      }
      if (answer === 'nothing') expect(title).toMatch(/No breakouts in the last 7 days/);
      if (answer === 'nothing' && given.window === 'nothing of a few compared')
        expect(title).toMatch(/20 of 100 posts/);
      // No text names a hidden breakout.
      if (given.marks === 'all muted') expect(title).not.toMatch(/@p/);
      if (given.marks === 'one snoozed') expect(title).not.toContain('@p1');

      // Old data looks old in both.
      if (state.hasOldCounts) expect(title).toMatch(/Old counts, from/);
      if (state.isStale) expect(title).toMatch(/Last updated/);
      if (state.isStale || state.hasOldCounts) expect(['quiet', 'problem']).toContain(badge.tone);
      // A problem of the user's is loud in the badge and first in the tooltip.
      expect(badge.tone === 'problem').toBe(given.status === 'key rejected');
      if (badge.tone === 'problem') expect(title).toMatch(/^Your API key was rejected/);
    },
  );

  it('cover every answer', () => {
    expect(new Set(STATES.map((given) => shown(given).answer))).toEqual(
      new Set(['breakouts', 'all-hidden', 'nothing', 'cannot-compare', 'no-posts']),
    );
  });
});
