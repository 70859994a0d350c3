import { describe, expect, it } from 'vitest';
import { badgeTitle } from '../../../utils/messages/badge-title.ts';
import { displayStateOf } from '../../../utils/state/display-state.ts';
import { english } from '../../builders/english.ts';
import { HOUR, MINUTE, NOW } from '../../builders/moments.ts';
import { aProblem } from '../../builders/problem.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';
import { aPublicationHead } from '../../builders/window-ranking.ts';

const page = { t: english, locale: 'en', now: NOW };
const title = (
  facts: object,
  publication = aPublicationHead() as ReturnType<typeof aPublicationHead> | null,
  all = 0,
  unseen = 0,
) =>
  badgeTitle(
    displayStateOf({ hasKey: true, status: aSyncStatus(), publication, refreshMinutes: 60, now: NOW, ...facts }),
    publication,
    { all, unseen },
    page,
  );

describe('the tooltip of the badge', () => {
  it('says how many breakouts there are, over which window, how many are new, and from when', () => {
    expect(title({}, aPublicationHead(), 3, 1)).toMatch(
      /^3 breakouts in the last 7 days \(1 new\)\. Counts from \d+:\d+/,
    );
    expect(title({}, aPublicationHead({ lookbackDays: 1 }), 1, 1)).toMatch(/^1 breakout in the last 1 day \(1 new\)/);
  });

  it('says that nothing is breaking out', () => {
    expect(title({})).toMatch(/^No breakouts in the last 7 days\./);
  });

  it('says what is missing before there is a key, and what is under way before there is a list', () => {
    expect(title({ hasKey: false })).toMatch(/add your API key/);
    expect(title({}, null)).toMatch(/loading your posts/);
  });

  it('says what happened, what to do and when it goes on, and keeps the number', () => {
    const status = aSyncStatus({
      problem: aProblem({ kind: 'rate-limited' }),
      pause: { until: NOW + 3 * MINUTE, reason: 'retry-after' },
    });
    const said = title({ status }, aPublicationHead(), 1, 1);
    expect(said).toMatch(/Request limit reached.*in 3 minutes.*1 breakout/);
  });

  it('says how old an old list is', () => {
    expect(title({}, aPublicationHead({ completedAt: NOW - 5 * HOUR }))).toMatch(/5 hours ago/);
  });
});
