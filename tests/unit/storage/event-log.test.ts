import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { logEvent } from '../../../utils/storage/event-log.ts';
import { eventsStore } from '../../../utils/storage/stored-values.ts';

beforeEach(() => fakeBrowser.reset());

afterEach(() => vi.restoreAllMocks());

describe('logEvent', () => {
  it('keeps events that are logged at the same time', async () => {
    await Promise.all([logEvent({ type: 'key-saved' }), logEvent({ type: 'key-removed' })]);
    const types = (await eventsStore.read()).map(({ type }) => type);
    expect(types.sort()).toEqual(['key-removed', 'key-saved']);
  });

  it('loses an event that cannot be stored, but not the next', async () => {
    const set = vi.spyOn(fakeBrowser.storage.local, 'set');
    set.mockRejectedValueOnce(new Error('Resource::kQuotaBytes quota exceeded'));
    await logEvent({ type: 'key-saved' });
    await logEvent({ type: 'key-removed' });
    expect((await eventsStore.read()).map(({ type }) => type)).toEqual(['key-removed']);
  });
});
