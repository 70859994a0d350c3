import { describe, expect, it } from 'vitest';
import { stripContent } from '../../../../components/status/strip-content.ts';
import { displayStateOf } from '../../../../utils/state/display-state.ts';
import { english } from '../../../builders/english.ts';
import { aProblem } from '../../../builders/problem.ts';
import { aSyncStatus } from '../../../builders/sync-status.ts';
import { DAY, NOW } from '../../../builders/time.ts';
import { aPageState, aPublicationHead } from '../../../builders/window-ranking.ts';

const nothing = () => undefined;
const actions = {
  onDetails: nothing,
  onDismissNotices: nothing,
  onLeaveSample: nothing,
  onRefresh: nothing,
  onGrantAccess: nothing,
};

function strip(daysAgo: number, status = aSyncStatus()) {
  const to = NOW - daysAgo * DAY;
  const publication = aPublicationHead({
    corrections: [{ platform: 'tiktok', share: 0.1, from: to - DAY, to }],
  });
  const state = displayStateOf({ hasKey: true, status, publication, refreshMinutes: 60, now: NOW });
  const page = { t: english, locale: 'en', now: NOW };
  return stripContent(state, aPageState({ status, publication }), page, actions);
}

describe('stripContent', () => {
  it('shows once, quietly, that a platform corrected its counts lately', () => {
    expect(strip(1)).toMatchObject({
      text: expect.stringMatching(/^TikTok corrected view counts/),
      isLoud: false,
    });
    expect(strip(4)).toBeNull();
  });

  it('shows the progress of the first update', () => {
    const progress = { accounts: 40, pages: 8, pagesExpected: 50, posts: 1600 };
    const status = aSyncStatus({ progress, lastSuccessAt: null });
    const publication = aPublicationHead({ isPartial: true });
    const facts = { hasKey: true, status, publication, refreshMinutes: 60, now: NOW };
    const page = { t: english, locale: 'en', now: NOW };
    const content = stripContent(
      displayStateOf(facts),
      aPageState({ status, publication }),
      page,
      actions,
    );
    expect(content?.text).toBe('Reading your posts: 1,600 of 10,000');
  });

  it('prefers a problem to the progress', () => {
    expect(strip(1, aSyncStatus({ problem: aProblem({ kind: 'offline' }) }))?.text).toMatch(
      /^You're offline/,
    );
  });
});
