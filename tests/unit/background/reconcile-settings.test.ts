import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { JOB_ALARM } from '../../../utils/browser/job-alarm.ts';
import { storeApiKey } from '../../../utils/storage/api-key-store.ts';
import {
  dueJobsStore,
  flagsStore,
  keyOwnerStore,
  publicationStore,
  settingsStore,
} from '../../../utils/storage/stored-values.ts';
import { readWebhooks, storeWebhook } from '../../../utils/storage/webhook-store.ts';
import { libraryScopeOf } from '../../../utils/sync/checkpoint.ts';
import { everythingIn } from '../../builders/damaged-storage.ts';
import { aKeyOwner } from '../../builders/key-owner.ts';
import { settingsWith } from '../../builders/settings.ts';
import { MINUTE } from '../../builders/time.ts';
import { aPublicationHead } from '../../builders/window-ranking.ts';
import { SLACK_ADDRESS } from '../../sandbox-api/fake-webhooks.ts';

const rerank = vi.hoisted(() => vi.fn());
const readHead = vi.hoisted(() => vi.fn());
vi.mock('../../../entrypoints/background/rerank.ts', () => ({
  rerank,
  rankableDays: (_: unknown, { lookbackDays }: { lookbackDays: number }) => lookbackDays,
}));
vi.mock('../../../utils/library/read-library.ts', () => ({ readHead }));

const { reconcileKeyPlace, reconcileRankings } = await import(
  '../../../entrypoints/background/reconcile-settings.ts'
);
const { rankingRuleOf } = await import('../../../entrypoints/background/rank-and-publish.ts');

const KEY = 'ca_canary_0123456789';
const OWNER = aKeyOwner({ lastFour: KEY.slice(-4) });

beforeEach(() => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
});

describe('reconcileKeyPlace', () => {
  it.each([
    ['session', 'device', 'local', 'session'],
    ['device', 'session', 'session', 'local'],
  ] as const)('moves key and webhooks that belong into %s', async (to, from, left, right) => {
    await storeApiKey(KEY, from, [keyOwnerStore.toEntry(OWNER)]);
    await storeWebhook('slack', SLACK_ADDRESS, from, []);
    await settingsStore.write(settingsWith({ keyPersistence: to }));
    await reconcileKeyPlace();
    for (const secret of [KEY, SLACK_ADDRESS]) {
      expect(JSON.stringify(await everythingIn(left))).not.toContain(secret);
      expect(JSON.stringify(await everythingIn(right))).toContain(secret);
    }
    expect((await readWebhooks()).slack).toBe(SLACK_ADDRESS);
  });
});

describe('reconcileRankings', () => {
  it('arms the alarm that a changed interval wants, without a key too', async () => {
    await settingsStore.write(settingsWith({ refreshMinutes: 90 }));
    const before = Date.now();
    expect(await reconcileRankings()).toEqual({ needsSync: false });
    const alarm = await fakeBrowser.alarms.get(JOB_ALARM);
    expect(alarm?.periodInMinutes).toBe(90);
    expect(alarm?.scheduledTime).toBeLessThanOrEqual(Date.now() + 90 * MINUTE);
    expect((await dueJobsStore.read()).poll).toBeGreaterThan(before);
  });

  const settings = settingsWith({ lookbackDays: 7 });
  const [scope, rule] = [libraryScopeOf(OWNER, settings), rankingRuleOf(7, settings)];

  it.each([
    ['nothing', 'all is as wanted', { scope }, rule, true, 0, false],
    ['a ranking', 'another rule is wanted', { scope }, 'another', true, 1, false],
    ['a sync', 'that fails', { scope }, 'another', false, 1, true],
    ['a sync', 'other posts are wanted', { scope: 'another' }, rule, true, 0, true],
    ['a sync', 'there is no library', null, rule, true, 0, true],
  ])('takes %s when %s', async (_, __, head, known, isRankable, rankings, needsSync) => {
    await settingsStore.write(settings);
    await keyOwnerStore.write(OWNER);
    await publicationStore.write(aPublicationHead());
    await flagsStore.write({ rule: known, posts: [] });
    readHead.mockResolvedValue(head);
    if (isRankable) rerank.mockResolvedValue(undefined);
    else rerank.mockRejectedValue(new Error('the library is damaged'));
    expect(await reconcileRankings()).toEqual({ needsSync });
    expect(rerank).toHaveBeenCalledTimes(rankings);
  });

  it('takes a sync when the library cannot be read', async () => {
    await keyOwnerStore.write(OWNER);
    await publicationStore.write(aPublicationHead());
    readHead.mockRejectedValue(new Error('the disk is busy'));
    rerank.mockResolvedValue(undefined);
    expect(await reconcileRankings()).toEqual({ needsSync: true });
  });

  it.each([
    [OWNER, null],
    [null, aPublicationHead()],
  ])('ranks nothing without a key or before the first ranking', async (owner, head) => {
    await keyOwnerStore.write(owner);
    await publicationStore.write(head);
    expect(await reconcileRankings()).toEqual({ needsSync: false });
    expect(rerank).not.toHaveBeenCalled();
  });
});
