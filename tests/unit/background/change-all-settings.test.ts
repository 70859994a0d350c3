import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { holdWrites, settled } from '../../builders/held-call.ts';
import { settingsWith } from '../../builders/settings.ts';
import { NOW } from '../../builders/time.ts';

const runner = vi.hoisted(() => ({ syncNow: vi.fn(), withSyncStopped: vi.fn() }));
const reconcile = vi.hoisted(() => ({ reconcileKeyPlace: vi.fn(), reconcileRankings: vi.fn() }));
vi.mock('../../../entrypoints/background/sync-runner.ts', () => runner);
vi.mock('../../../entrypoints/background/reconcile-settings.ts', () => reconcile);

const { changeAllSettings } = await import(
  '../../../entrypoints/background/change-all-settings.ts'
);
const { eventsStore, settingsStore, settingTimesStore } = await import(
  '../../../utils/storage/stored-values.ts'
);

const BEFORE = settingsWith();
const TIMES = { keyPersistence: NOW };

const change = (changes: Parameters<typeof settingsWith>[0]) =>
  changeAllSettings(BEFORE, settingsWith(changes), TIMES);

beforeEach(() => {
  fakeBrowser.reset();
  runner.withSyncStopped.mockImplementation((work: () => Promise<void>) => work());
  reconcile.reconcileKeyPlace.mockResolvedValue(undefined);
  reconcile.reconcileRankings.mockResolvedValue({ needsSync: false });
});

afterEach(() => vi.restoreAllMocks());

describe('changeAllSettings', () => {
  it('stores the settings before it does what follows from them', async () => {
    const release = holdWrites();
    const changing = change({ keyPersistence: 'session' });
    await settled();
    expect(reconcile.reconcileKeyPlace).not.toHaveBeenCalled();
    expect(reconcile.reconcileRankings).not.toHaveBeenCalled();
    release();
    await changing;
    expect(await settingsStore.read()).toEqual(settingsWith({ keyPersistence: 'session' }));
    expect(await settingTimesStore.read()).toEqual(TIMES);
    expect(reconcile.reconcileKeyPlace).toHaveBeenCalledOnce();
    expect(reconcile.reconcileRankings).toHaveBeenCalledOnce();
  });

  it('notes the change in the diagnostics', async () => {
    await change({ lookbackDays: 30 });
    expect(await eventsStore.read()).toMatchObject([{ type: 'settings-changed' }]);
  });

  it.each(['reconcileKeyPlace', 'reconcileRankings'] as const)(
    'fails when %s fails, so that the page can say so',
    async (step) => {
      reconcile[step].mockRejectedValue(new Error('the disk is busy'));
      await expect(change({ keyPersistence: 'session' })).rejects.toThrow('the disk is busy');
    },
  );

  it('stores settings that other posts follow from while no sync runs', async () => {
    const stored: number[] = [];
    const note = async () => stored.push((await settingsStore.read()).lookbackDays);
    runner.withSyncStopped.mockImplementation(async (work: () => Promise<void>) => {
      await note();
      await work();
      await note();
    });
    await change({ lookbackDays: 9 });
    expect(stored).toEqual([BEFORE.lookbackDays, 9]);
  });

  it('lets a sync go on for other settings', async () => {
    await change({ refreshMinutes: 90 });
    expect(runner.withSyncStopped).not.toHaveBeenCalled();
    expect(runner.syncNow).not.toHaveBeenCalled();
  });

  it('syncs at once when the rankings take a sync', async () => {
    reconcile.reconcileRankings.mockResolvedValue({ needsSync: true });
    await change({ lookbackDays: 9 });
    expect(runner.syncNow).toHaveBeenCalledExactlyOnceWith('manual');
  });
});
