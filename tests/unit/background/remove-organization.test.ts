import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { NO_MARKS } from '../../../utils/state/initial-state.ts';
import { POPUP_SESSION_KEY } from '../../../utils/state/popup-view.ts';
import { holdCalls, holdWrites, settled } from '../../builders/held-call.ts';
import { holdLock } from '../../builders/hold-lock.ts';
import { aKeyOwner } from '../../builders/key-owner.ts';
import { settingsWith } from '../../builders/settings.ts';
import { stubLocks } from '../../builders/stub-locks.ts';
import { NOW } from '../../builders/time.ts';

const steps = vi.hoisted(() => ({
  deleteApiKey: vi.fn(),
  unpublish: vi.fn(),
  eraseLibrary: vi.fn(),
}));
vi.mock('../../../utils/storage/api-key-store.ts', () => ({ deleteApiKey: steps.deleteApiKey }));
vi.mock('../../../utils/storage/published-rankings.ts', () => ({ unpublish: steps.unpublish }));
vi.mock('../../../utils/library/library-database.ts', () => ({
  eraseLibrary: steps.eraseLibrary,
}));

const { disconnect, eraseEverything, finishPendingRemoval } = await import(
  '../../../entrypoints/background/remove-organization.ts'
);
const { withOutboxLock } = await import('../../../entrypoints/background/outbox-lock.ts');
const { withPublishLock } = await import('../../../entrypoints/background/publish-lock.ts');
const {
  keyOwnerStore,
  marksStore,
  pendingRemovalStore,
  settingsSharingStore,
  settingsStore,
  settingTimesStore,
} = await import('../../../utils/storage/stored-values.ts');

const { sessionWebhooks } = await import('../../../utils/storage/registry.ts');

const STEPS = ['deleteApiKey', 'unpublish', 'eraseLibrary'] as const;

beforeEach(() => {
  fakeBrowser.reset();
  stubLocks();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('disconnect', () => {
  it.each(STEPS)('is pending until the end of %s', async (step) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    steps[step].mockReturnValue(promise);
    const removing = disconnect();
    await settled();
    expect(steps[step]).toHaveBeenCalledOnce();
    expect(await pendingRemovalStore.read()).toBe('disconnect');
    resolve();
    await removing;
    expect(await pendingRemovalStore.read()).toBeNull();
  });

  it.each(STEPS)(
    'stays pending when %s fails, and the next attempt does the rest',
    async (step) => {
      steps[step].mockRejectedValueOnce(new Error('the disk is busy'));
      await expect(disconnect()).rejects.toThrow('the disk is busy');
      expect(await pendingRemovalStore.read()).toBe('disconnect');
      await finishPendingRemoval();
      for (const each of STEPS) expect(steps[each]).toHaveBeenCalled();
      expect(await pendingRemovalStore.read()).toBeNull();
    },
  );

  it('removes nothing before it is noted, and all of it then', async () => {
    const release = holdWrites();
    const removing = disconnect();
    await settled();
    for (const each of STEPS) expect(steps[each]).not.toHaveBeenCalled();
    release();
    await removing;
    for (const each of STEPS) expect(steps[each]).toHaveBeenCalledOnce();
  });

  it('is pending until the values of the organization are removed', async () => {
    const release = holdCalls(fakeBrowser.storage.local, 'remove');
    const removing = disconnect();
    await settled();
    expect(steps.unpublish).not.toHaveBeenCalled();
    expect(await pendingRemovalStore.read()).toBe('disconnect');
    release();
    await removing;
    expect(steps.unpublish).toHaveBeenCalledOnce();
  });

  it('keeps the owner as long as the key: one without an owner is claimed again', async () => {
    await keyOwnerStore.write(aKeyOwner());
    steps.deleteApiKey.mockRejectedValueOnce(new Error('the disk is busy'));
    await expect(disconnect()).rejects.toThrow('the disk is busy');
    expect(await keyOwnerStore.read()).toEqual(aKeyOwner());
    await finishPendingRemoval();
    expect(await keyOwnerStore.read()).toBeNull();
  });

  it('removes the posts of the organization from what pages read', async () => {
    await marksStore.write({ ...NO_MARKS, posts: { 'a-marked-post': { seenAt: NOW } } });
    const stored = async () => JSON.stringify(await fakeBrowser.storage.local.get(null));
    expect(await stored()).toContain('a-marked-post');
    await disconnect();
    expect(await stored()).not.toContain('a-marked-post');
  });

  it('removes what is kept of the organization until the browser is closed', async () => {
    const session = [POPUP_SESSION_KEY, sessionWebhooks.key];
    await fakeBrowser.storage.session.set(Object.fromEntries(session.map((key) => [key, 'kept'])));
    await disconnect();
    expect(await fakeBrowser.storage.session.get(session)).toEqual({});
  });

  it('removes nothing while a ranking is being published', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const publishing = withPublishLock(() => promise);
    const removing = disconnect();
    await settled();
    for (const each of STEPS) expect(steps[each]).not.toHaveBeenCalled();
    resolve();
    await Promise.all([publishing, removing]);
    for (const each of STEPS) expect(steps[each]).toHaveBeenCalledOnce();
  });

  it('removes nothing while a message is being put into the outbox', async () => {
    const release = await holdLock(withOutboxLock, disconnect);
    for (const each of STEPS) expect(steps[each]).not.toHaveBeenCalled();
    await release();
    for (const each of STEPS) expect(steps[each]).toHaveBeenCalledOnce();
  });

  it('withdraws desktop notices, which name posts', async () => {
    const notice = { type: 'basic', iconUrl: '', title: 'Title', message: 'Text' } as const;
    await fakeBrowser.notifications.create('a', notice);
    await disconnect();
    expect(await fakeBrowser.notifications.getAll()).toEqual({});
  });
});

describe('eraseEverything', () => {
  const CHANGED = settingsWith({ lookbackDays: 30 });

  beforeEach(async () => {
    await settingsStore.write(CHANGED);
    await settingTimesStore.write({ lookbackDays: NOW });
    await settingsSharingStore.write({ failure: 'quota' });
  });

  it('removes the settings with the times and the trouble of sharing them', async () => {
    await eraseEverything();
    const keys = Object.keys(await fakeBrowser.storage.local.get(null));
    for (const { key } of [settingsStore, settingTimesStore, settingsSharingStore])
      expect(keys).not.toContain(key);
  });

  it('removes them in the next attempt after one that failed', async () => {
    steps.deleteApiKey.mockRejectedValueOnce(new Error('the disk is busy'));
    await expect(eraseEverything()).rejects.toThrow('the disk is busy');
    expect(await settingsStore.read()).toEqual(CHANGED);
    await finishPendingRemoval();
    expect(await settingsStore.read()).toEqual(settingsWith());
  });

  it('keeps them when only the key is removed', async () => {
    await disconnect();
    expect(await settingsStore.read()).toEqual(CHANGED);
  });
});
