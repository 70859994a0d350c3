import { describe, expect, it } from 'vitest';
import { isLive, liveRowCount, updateManifest, usableManifest } from '../../../utils/library/library-manifest.ts';
import { RunStatsBuilder } from '../../../utils/sync/run-stats.ts';
import { aCheckpoint } from '../../builders/checkpoint.ts';
import { aLedger, aListedAccount } from '../../builders/ledger.ts';
import { HOUR, NOW } from '../../builders/moments.ts';
import { aPost } from '../../builders/post.ts';
import { aTrackedAccount } from '../../builders/tracked-account.ts';

const of = (accountKey: string | null, count: number, lastRefreshedAt: number | null = NOW - HOUR) =>
  Array.from({ length: count }, (_, index) => aPost({ id: `${accountKey}${index}`, accountKey, lastRefreshedAt }));

function tallyOf(...listings: readonly (readonly [string, ReturnType<typeof of>])[]) {
  const maker = new RunStatsBuilder();
  for (const [listing, posts] of listings) maker.add(listing, posts, NOW);
  return maker.tally(7);
}
const told = (id: string, refreshedAt: number | null = NOW - HOUR) => aTrackedAccount({ id, refreshedAt });
const SWEEP = aCheckpoint({ run: 'run-2', startedAt: NOW });
const LISTING = aCheckpoint({
  run: 'run-2',
  startedAt: NOW,
  isFullListing: false,
  accountIds: ['x', 'gone'],
});
const FORMER = aLedger({
  accounts: { x: aListedAccount(), y: aListedAccount({ posts: 4 }), gone: aListedAccount() },
  deltaRows: 10,
  rowsWithoutId: 2,
});

describe('the ledger after a sweep', () => {
  const tally = tallyOf([
    'account-videos',
    [...of('x', 2), ...of('y', 1, null), ...of(null, 3), ...of('tiktok:name', 1)],
  ]);
  const ledger = updateManifest(FORMER, SWEEP, tally, [told('x'), told('new', null)]);

  it('has every account as it was listed and told, and nothing of before', () => {
    const listed = { run: 'run-2', listedAt: NOW };
    expect(ledger.accounts).toEqual({
      x: { ...listed, posts: 2, newestRefresh: NOW - HOUR, seenRefresh: NOW - HOUR, isTracked: true },
      y: { ...listed, posts: 1, newestRefresh: null, seenRefresh: null, isTracked: false },
      new: { ...listed, posts: 0, newestRefresh: null, seenRefresh: null, isTracked: true },
    });
  });

  it('counts the posts that name no account by its id apart', () => {
    expect(ledger.sweep).toEqual({ run: 'run-2', listedAt: NOW, rows: 7, orphans: 4 });
    expect(liveRowCount(ledger)).toBe(7);
  });

  it('is that of the run, with its deltas beside those of before', () => {
    expect(ledger).toMatchObject({ run: 'run-2', surveyRun: 'run-2', deltaRows: 17, rowsWithoutId: 0 });
  });
});

describe('the ledger after some accounts were listed', () => {
  const ledger = updateManifest(FORMER, LISTING, tallyOf(['x', of('x', 5)]), [told('x'), told('y', NOW)]);

  it('has them anew, and the others as they were', () => {
    expect(ledger.accounts).toEqual({
      x: { run: 'run-2', listedAt: NOW, posts: 5, newestRefresh: NOW - HOUR, seenRefresh: NOW - HOUR, isTracked: true },
      // What was told of an account that was not listed has not been seen.
      y: FORMER.accounts.y,
    });
    expect(ledger.sweep).toBe(FORMER.sweep);
  });

  it('counts the records of an account by the run that listed it last', () => {
    expect(isLive(ledger, 'run-2', 'x')).toBe(true);
    expect(isLive(ledger, 'run-1', 'x')).toBe(false);
    expect(isLive(ledger, 'run-1', 'y')).toBe(true);
    expect(isLive(ledger, 'run-1', 'gone')).toBe(false);
    expect(isLive(ledger, 'run-1', 'account-videos')).toBe(true);
    expect(isLive(ledger, 'run-2', 'videos')).toBe(false);
  });
});

describe('the ledger after a run that listed nothing', () => {
  const checkpoint = { ...LISTING, accountIds: [] };
  const ledger = updateManifest(FORMER, checkpoint, tallyOf(), [told('x'), told('y')]);

  it('stands at the run that changed the library last, with the new survey', () => {
    expect(ledger).toMatchObject({ run: 'run-1', surveyRun: 'run-2' });
  });

  it('remembers which accounts are tracked no longer', () => {
    expect(ledger.accounts.gone).toEqual({ ...aListedAccount(), isTracked: false });
  });
});

describe('the ledger of posts tracked one by one', () => {
  it('tells when the next of them is due', () => {
    const posts = [aPost({ id: 'a', lastRefreshedAt: NOW - 2 * HOUR, refreshIntervalHours: 6 }), aPost({ id: 'b' })];
    const run = aCheckpoint({
      run: 'run-2',
      startedAt: NOW,
      isFullListing: false,
      listsVideos: true,
      accountsUnavailable: true,
    });
    const { videos } = updateManifest(null, run, tallyOf(['videos', posts]), null);
    expect(videos).toEqual({ run: 'run-2', listedAt: NOW, posts: 2, dueAt: NOW + 4 * HOUR });
  });
});

describe('a stored ledger', () => {
  it.each([
    ['of the same library is used', JSON.parse(JSON.stringify(FORMER)), true],
    ['of another library is not', { ...FORMER, scope: 'other' }, false],
    ['of another version is not', { ...FORMER, version: 0 }, false],
    ['that is damaged is not', { ...FORMER, accounts: { x: {} } }, false],
    ['that is none is not', undefined, false],
  ])('%s', (_, stored, isUsed) => {
    expect(usableManifest(stored, 'scope') !== null).toBe(isUsed);
  });
});
