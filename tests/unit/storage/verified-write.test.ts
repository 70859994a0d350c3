import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { isJsonEqual, writeVerified } from '../../../utils/storage/verified-write.ts';

afterEach(() => {
  vi.restoreAllMocks();
  fakeBrowser.reset();
});

describe('writeVerified', () => {
  it('rejects when the browser has kept only one of two values', async () => {
    const set = fakeBrowser.storage.local.set.bind(fakeBrowser.storage.local);
    const attempts = vi.spyOn(fakeBrowser.storage.local, 'set');
    attempts.mockImplementation(async () => set({ one: 1 }));
    await expect(writeVerified('local', { one: 1, two: 2 }, ['one', 'two'])).rejects.toThrow(
      'storage.local did not keep what was written',
    );
    expect(attempts).toHaveBeenCalledTimes(2);
  });

  it('reads back what is to be verified only', async () => {
    const get = vi.spyOn(fakeBrowser.storage.local, 'get');
    await writeVerified('local', { one: 1 }, ['two']);
    expect(get).not.toHaveBeenCalled();
    await writeVerified('local', { one: 1, two: 2 }, ['two', 'three']);
    expect(get.mock.calls).toEqual([[['two']]]);
  });
});

describe('isJsonEqual', () => {
  it.each<[unknown, unknown]>([
    [
      { a: 1, b: [{ c: 2, d: null }] },
      { b: [{ d: null, c: 2 }], a: 1 },
    ],
    [{ a: 1, left: undefined }, { a: 1 }],
    [undefined, undefined],
  ])('is true for values that differ in the order of their keys only', (one, other) => {
    expect(isJsonEqual(one, other)).toBe(true);
  });

  it.each<[unknown, unknown]>([
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: null }, {}],
    [{ a: { b: 1 } }, { a: { b: 2 } }],
    [undefined, null],
  ])('is false for values that differ otherwise', (one, other) => {
    expect(isJsonEqual(one, other)).toBe(false);
  });
});
