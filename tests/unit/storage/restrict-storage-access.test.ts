import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { restrictStorageAccess } from '../../../utils/storage/restrict-storage-access.ts';

type Restrict = (options: unknown) => Promise<void>;

/** Gives storage areas the method that restricts their access. */
function areasThat(methods: Readonly<Partial<Record<'local' | 'session', Restrict>>>): void {
  for (const [area, setAccessLevel] of Object.entries(methods))
    Object.assign(fakeBrowser.storage[area as 'local'], { setAccessLevel });
}

afterEach(() => {
  for (const area of ['local', 'session'] as const)
    Reflect.deleteProperty(fakeBrowser.storage[area], 'setAccessLevel');
});

describe('restrictStorageAccess', () => {
  it('restricts an area when the other cannot be restricted', async () => {
    const session = vi.fn<Restrict>(async () => undefined);
    areasThat({ local: () => Promise.reject(new Error('not supported')), session });
    await restrictStorageAccess();
    expect(session).toHaveBeenCalledExactlyOnceWith({ accessLevel: 'TRUSTED_CONTEXTS' });
  });

  it('restricts extension storage where the browser can', async () => {
    const local = vi.fn<Restrict>(async () => undefined);
    areasThat({ local });
    await restrictStorageAccess();
    expect(local).toHaveBeenCalledExactlyOnceWith({ accessLevel: 'TRUSTED_CONTEXTS' });
  });
});
