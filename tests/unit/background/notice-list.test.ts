import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { handleCommand } from '../../../entrypoints/background/handle-command.ts';
import { reportLoss } from '../../../entrypoints/background/merge-run.ts';
import { repairStorage } from '../../../utils/storage/repair-storage.ts';
import { noticesStore } from '../../../utils/storage/stored-values.ts';
import { stubLocks } from '../../builders/stub-locks.ts';

const dismiss = () => handleCommand({ type: 'dismiss-notices' });

beforeEach(async () => {
  fakeBrowser.reset();
  stubLocks();
  await noticesStore.write(['settings-restored']);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('dismissed notice', () => {
  it('does not come back with a loss that is reported at the same moment', async () => {
    await Promise.all([reportLoss('history-lost'), dismiss()]);
    expect(await noticesStore.read()).toEqual([]);
  });

  it('does not come back with a loss that is reported a moment later', async () => {
    await Promise.all([dismiss(), reportLoss('history-lost')]);
    expect(await noticesStore.read()).toEqual(['history-lost']);
  });
});

describe('repair of the storage', () => {
  it('does not bring back notices that are dismissed while it reads', async () => {
    await fakeBrowser.storage.local.set({ settings: 'damaged' });
    await Promise.all([repairStorage(Date.now()), dismiss()]);
    expect(await noticesStore.read()).toEqual([]);
  });

  it('keeps a loss that is reported at the same moment', async () => {
    await fakeBrowser.storage.local.set({ settings: 'damaged' });
    await Promise.all([reportLoss('history-lost'), repairStorage(Date.now())]);
    expect(await noticesStore.read()).toEqual([
      'settings-restored',
      'history-lost',
      'settings-lost',
    ]);
  });
});

describe('two losses', () => {
  it('are both shown', async () => {
    await Promise.all([reportLoss('history-lost'), reportLoss('posts-rebuilt')]);
    expect(await noticesStore.read()).toEqual([
      'settings-restored',
      'history-lost',
      'posts-rebuilt',
    ]);
  });
});
