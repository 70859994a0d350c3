import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { toFirstRanking } from '../../../utils/storage/published-page.ts';
import {
  keyOwnerStore,
  publicationStore,
  syncStatusStore,
} from '../../../utils/storage/stored-values.ts';
import { openStorage } from '../../../utils/storage/worker-storage.ts';
import { aKeyOwner } from '../../builders/key-owner.ts';
import { aProblem } from '../../builders/problem.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';
import {
  aBreakoutRow,
  aFirstRanking,
  aPublicationHead,
  aWindowRanking,
} from '../../builders/window-ranking.ts';

vi.mock('../../../utils/browser/translate.ts', async () => {
  const { english } = await import('../../builders/english.ts');
  return { translate: english, messageLocale: () => 'en' };
});

const { watchBadge } = await import('../../../entrypoints/background/update-badge.ts');

const badge = () => fakeBrowser.action.getBadgeText({});

beforeEach(async () => {
  fakeBrowser.reset();
  await openStorage();
  await keyOwnerStore.write(aKeyOwner());
  await syncStatusStore.write(aSyncStatus({ lastSuccessAt: Date.now() }));
});

describe('watchBadge', () => {
  it('paints a problem as soon as it is stored, and its end', async () => {
    watchBadge();
    const problem = aProblem({ kind: 'unauthorized' });
    await syncStatusStore.write(aSyncStatus({ problem }));
    await vi.waitFor(async () => expect(await badge()).toBe('!'));
    await syncStatusStore.write(aSyncStatus({ lastSuccessAt: Date.now() }));
    await vi.waitFor(async () => expect(await badge()).not.toBe('!'));
  });

  it('counts the breakouts of a ranking as soon as it is published', async () => {
    await publicationStore.write(aPublicationHead());
    watchBadge();
    const breakouts = ['p1', 'p2'].map((id) => aBreakoutRow({ id }));
    const first = toFirstRanking(aFirstRanking(aWindowRanking({ breakouts })));
    await fakeBrowser.storage.local.set({ ...first });
    await vi.waitFor(async () => expect(await badge()).toBe('2'));
  });
});
