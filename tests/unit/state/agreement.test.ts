import { describe, expect, it } from 'vitest';
import { badgeTitle } from '../../../utils/messages/badge-title.ts';
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

/** Derives everything that badge, tooltip and pages show in a state. */
function shown({ status, marks, window, age, counted }: State) {
  const [breakouts, compared, total] = WINDOWS[window];
  const head = aPublicationHead({
    windows: [{ days: 7, breakouts, stillStrong: 0, compared, total }],
    posts: total,
    ...AGES[age],
  });
  const rows = IDS.slice(0, breakouts).map((id) => aBreakoutRow({ id, accountName: id }));
  const first = aFirstRanking(aWindowRanking({ breakouts: rows }));
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
  };
}

describe('badge, tooltip and pages', () => {
  it.each(STATES)(
    'agree for status $status, marks $marks, window $window, data $age, counting $counted',
    (given) => {
      const { state, badge, title, counts, answer } = shown(given);
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
