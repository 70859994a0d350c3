import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  reconcileKeyPlace,
  reconcileRankings,
} from '../../../entrypoints/background/reconcile-settings.ts';
import { JOB_ALARM } from '../../../utils/browser/job-alarm.ts';
import { storeApiKey } from '../../../utils/storage/api-key-store.ts';
import {
  dueJobsStore,
  keyOwnerStore,
  settingsStore,
} from '../../../utils/storage/stored-values.ts';
import { readWebhooks, storeWebhook } from '../../../utils/storage/webhook-store.ts';
import { everythingIn } from '../../builders/damaged-storage.ts';
import { aKeyOwner } from '../../builders/key-owner.ts';
import { settingsWith } from '../../builders/settings.ts';
import { MINUTE } from '../../builders/time.ts';
import { SLACK_ADDRESS } from '../../sandbox-api/fake-webhooks.ts';

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
});
