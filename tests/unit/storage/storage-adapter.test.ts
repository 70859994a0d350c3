import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { browserStorage } from '../../../utils/storage/storage-adapter.ts';

/** Gives `storage.local` the method of newer browsers that names its keys. */
function withGetKeys(getKeys: () => Promise<string[]>): void {
  Object.assign(fakeBrowser.storage.local, { getKeys });
}

beforeEach(async () => {
  fakeBrowser.reset();
  await fakeBrowser.storage.local.set({ colour: 'red', size: 3 });
});

afterEach(() => {
  Reflect.deleteProperty(fakeBrowser.storage.local, 'getKeys');
});

describe('keys of a storage area', () => {
  it('are read with the values where the browser cannot name them', async () => {
    expect(await browserStorage.keys('local')).toEqual(['colour', 'size']);
  });

  it('are read without the values where it can', async () => {
    withGetKeys(async () => ['named']);
    expect(await browserStorage.keys('local')).toEqual(['named']);
  });

  it('are read with the values where naming them fails', async () => {
    withGetKeys(() => Promise.reject(new Error('not implemented')));
    expect(await browserStorage.keys('local')).toEqual(['colour', 'size']);
  });
});
