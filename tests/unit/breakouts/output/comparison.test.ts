import { describe, expect, it } from 'vitest';
import { countCompared } from '../../../../utils/breakouts/output/comparison.ts';
import type { Classification } from '../../../../utils/breakouts/rule/classification.ts';
import type { MissingReasonOf } from '../../../../utils/breakouts/rule/missing-reason.ts';
import { aClassification } from '../../../builders/classification.ts';
import { classifiedPosts } from '../../../builders/classified-posts.ts';
import { aPost } from '../../../builders/post.ts';
import { HOUR, NOW } from '../../../builders/time.ts';

const waiting = (id: string) =>
  aClassification({ id, state: 'insufficient-history', reason: 'no-second-refresh' });
const alone = (id: string) =>
  aClassification({ id, state: 'no-baseline', reason: 'too-few-posts' });

function counted(
  classifications: readonly Classification[],
  changes: Readonly<Record<string, Parameters<typeof aPost>[0]>> = {},
  missingReasonOf?: MissingReasonOf,
) {
  const posts = classifications.map(({ id }) => aPost({ id, ...changes[id] }));
  return countCompared(posts, classifiedPosts(posts, classifications), missingReasonOf);
}

describe('countCompared', () => {
  it('counts the compared posts, and the others by their reason', () => {
    const states = ['new-hit', 'resurging', 'still-running', 'ordinary'] as const;
    const compared = states.map((state) => aClassification({ id: state, state }));
    const stale = aClassification({ id: 's', state: 'stale', reason: 'not-refreshed-lately' });
    expect(counted([...compared, waiting('a'), waiting('b'), stale])).toMatchObject({
      total: 7,
      compared: 4,
      excluded: { 'no-second-refresh': 2, 'not-refreshed-lately': 1 },
    });
  });

  it('counts the accounts with too few posts once each, those of unknown accounts not', () => {
    const found = counted([alone('a'), alone('b'), alone('c'), alone('d'), waiting('e')], {
      c: { accountKey: 'other' },
      d: { accountKey: null },
      e: { accountKey: 'third' },
    });
    expect(found.accountsWithoutBaseline).toBe(2);
  });

  it('names the earliest next refresh that makes a post comparable', () => {
    const found = counted([waiting('a'), waiting('b'), alone('c')], {
      a: { lastRefreshedAt: NOW, refreshIntervalHours: 24 },
      b: { lastRefreshedAt: NOW, refreshIntervalHours: 6 },
      c: { lastRefreshedAt: NOW, refreshIntervalHours: 1 },
    });
    expect(found.comparableFrom).toBe(NOW + 6 * HOUR);
    expect(counted([alone('c')]).comparableFrom).toBeNull();
  });

  it('counts by the account’s reason where it has one, and then awaits no refresh', () => {
    const found = counted([waiting('a'), waiting('b')], {}, (row, reason) =>
      row === 0 ? 'account-paused' : reason,
    );
    expect(found.excluded).toEqual({ 'account-paused': 1, 'no-second-refresh': 1 });
    expect(found.comparableFrom).not.toBeNull();
    expect(counted([waiting('a')], {}, () => 'account-paused').comparableFrom).toBeNull();
  });
});
