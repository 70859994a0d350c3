import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { holdLock } from '../../builders/hold-lock.ts';
import { settingsWith } from '../../builders/settings.ts';
import { stubLocks } from '../../builders/stub-locks.ts';
import { NOW } from '../../builders/time.ts';

const settings = vi.hoisted(() => ({ changeAllSettings: vi.fn() }));
vi.mock('../../../entrypoints/background/change-all-settings.ts', () => settings);

const { deleteSharedSettings, shareSettings, watchSharedSettings } = await import(
  '../../../entrypoints/background/share-settings.ts'
);
const { withSettingsLock } = await import('../../../entrypoints/background/settings-lock.ts');
const { settingsSharingStore, settingsStore, settingTimesStore } = await import(
  '../../../utils/storage/stored-values.ts'
);

const HERE = settingsWith({ syncSettings: true, lookbackDays: 14 });
const shared = () => fakeBrowser.storage.sync.get(null);

beforeEach(async () => {
  fakeBrowser.reset();
  stubLocks();
  await settingsStore.write(HERE);
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('shareSettings', () => {
  it('shares what was changed here last, and changes nothing here', async () => {
    await settingTimesStore.write({ lookbackDays: NOW });
    await shareSettings();
    expect(await shared()).toEqual({ 'setting.lookbackDays': { value: 14, at: NOW } });
    expect(settings.changeAllSettings).not.toHaveBeenCalled();
  });

  it('takes over what another browser changed last, and shares nothing', async () => {
    await settingTimesStore.write({ lookbackDays: NOW });
    await fakeBrowser.storage.sync.set({ 'setting.lookbackDays': { value: 30, at: NOW + 1 } });
    const set = vi.spyOn(fakeBrowser.storage.sync, 'set');
    await shareSettings();
    expect(settings.changeAllSettings).toHaveBeenCalledExactlyOnceWith(
      HERE,
      { ...HERE, lookbackDays: 30 },
      { lookbackDays: NOW + 1 },
    );
    expect(set).not.toHaveBeenCalled();
  });

  it('compares no settings while they are being changed', async () => {
    await settingTimesStore.write({ lookbackDays: NOW });
    const release = await holdLock(withSettingsLock, shareSettings);
    expect(await shared()).toEqual({});
    await settingsStore.write({ ...HERE, lookbackDays: 30 });
    await release();
    expect(await shared()).toEqual({ 'setting.lookbackDays': { value: 30, at: NOW } });
  });

  it('leaves the shared settings of a user who does not share them', async () => {
    await settingsStore.write({ ...HERE, syncSettings: false });
    await settingTimesStore.write({ lookbackDays: NOW });
    await shareSettings();
    expect(await shared()).toEqual({});
  });

  it.each([
    ['quota', 'QUOTA_BYTES quota exceeded'],
    ['failed', 'not signed in'],
  ])('notes that sharing failed (%s) until it works', async (failure, message) => {
    await settingTimesStore.write({ lookbackDays: NOW });
    vi.spyOn(fakeBrowser.storage.sync, 'set').mockRejectedValueOnce(new Error(message));
    await shareSettings();
    expect(await settingsSharingStore.read()).toEqual({ failure });
    await shareSettings();
    expect(await settingsSharingStore.read()).toEqual({ failure: null });
  });

  it('changes and shares nothing when the shared settings cannot be read', async () => {
    await settingTimesStore.write({ lookbackDays: NOW });
    vi.spyOn(fakeBrowser.storage.sync, 'get').mockRejectedValueOnce(new Error('not signed in'));
    await shareSettings();
    expect(settings.changeAllSettings).not.toHaveBeenCalled();
    expect(await shared()).toEqual({});
    expect(await settingsSharingStore.read()).toEqual({ failure: 'failed' });
  });

  it('notes nothing as long as sharing works', async () => {
    const set = vi.spyOn(fakeBrowser.storage.local, 'set');
    await shareSettings();
    expect(set).not.toHaveBeenCalled();
  });
});

describe('watchSharedSettings', () => {
  it('follows the changes of shared settings, and of nothing else', async () => {
    const follow = vi.fn();
    watchSharedSettings(follow);
    await fakeBrowser.storage.local.set({ 'setting.lookbackDays': { value: 30, at: NOW } });
    expect(follow).not.toHaveBeenCalled();
    await fakeBrowser.storage.sync.set({ 'setting.lookbackDays': { value: 30, at: NOW } });
    expect(follow).toHaveBeenCalledOnce();
  });
});

describe('deleteSharedSettings', () => {
  it.each([true, false])('deletes them where the user shares them: %s', async (syncSettings) => {
    await settingsStore.write({ ...HERE, syncSettings });
    await fakeBrowser.storage.sync.set({ 'setting.lookbackDays': { value: 30, at: NOW } });
    await deleteSharedSettings();
    expect(Object.keys(await shared())).toHaveLength(syncSettings ? 0 : 1);
  });
});
