import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { readPopupFacts } from '../../../entrypoints/popup/popup-facts.ts';
import { publish } from '../../../utils/browser/published-rankings.ts';
import { aPublication } from '../../builders/publication.ts';
import { aRanking } from '../../builders/ranking.ts';

const { generation: _, checksums: __, ...HEAD } = aPublication();

beforeEach(() => fakeBrowser.reset());

it('reads what the popup shows first in one call', async () => {
  await publish(HEAD, [aRanking()], []);
  const get = vi.spyOn(fakeBrowser.storage.local, 'get');
  expect(await readPopupFacts()).toMatchObject({ publication: HEAD, ranking: aRanking() });
  expect(get).toHaveBeenCalledTimes(1);
  get.mockRestore();
});

it('has all the rest where the browser cannot read the ranking', async () => {
  await publish(HEAD, [aRanking()], []);
  const read = fakeBrowser.storage.local.get.bind(fakeBrowser.storage.local);
  const get = vi.spyOn(fakeBrowser.storage.local, 'get').mockImplementation(async (keys?: unknown) => {
    if (Array.isArray(keys) && keys.includes('ranking/front')) throw new Error('damaged');
    return read(keys as never);
  });
  expect(await readPopupFacts()).toMatchObject({ publication: HEAD, ranking: null });
  get.mockRestore();
});
