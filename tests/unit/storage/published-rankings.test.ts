import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Ranking } from '../../../utils/breakouts/model/ranking.ts';
import { publish, readRanking, unpublish } from '../../../utils/storage/published-rankings.ts';
import { DEFAULT_RANKING_KEY } from '../../../utils/storage/ranking-key.ts';
import { publicationStore, syncStatusStore } from '../../../utils/storage/stored-values.ts';
import { aPublication } from '../../builders/publication.ts';
import { aBreakout, aRankedPost, aRanking } from '../../builders/ranking.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';

const { generation: _, checksums: __, writer: ___, ...HEAD } = aPublication({ breakoutIds: ['hit'] });
const WEEK = aRanking({ breakouts: [aBreakout({ id: 'hit' })], topMovers: [aRankedPost()] });
const DAY = aRanking({ windowDays: 1 });

beforeEach(() => fakeBrowser.reset());

const stored = async () => (await fakeBrowser.storage.local.get(null)) as Record<string, { value: unknown }>;
const rankingKeys = async () => Object.keys(await stored()).filter((key) => key.startsWith('ranking/'));

/** Damages a stored ranking behind the extension's back. */
async function damage(change: (ranking: Ranking) => unknown): Promise<void> {
  await damageText((text) => JSON.stringify(change(JSON.parse(text))));
}

async function damageText(change: (text: string) => unknown): Promise<void> {
  const key = 'ranking/front';
  const entry = (await stored())[key];
  await fakeBrowser.storage.local.set({ [key]: { ...entry, value: change(entry?.value as string) } });
}

describe('a publication', () => {
  it('is read back as it was published, each ranking by its choice', async () => {
    const head = await publish(HEAD, [WEEK, DAY], []);
    expect(await publicationStore.read()).toEqual(head);
    expect(await readRanking(head, WEEK)).toEqual(WEEK);
    expect(await readRanking(head, DAY)).toEqual(DAY);
  });

  it('is written in one call, together with what must change at the same moment', async () => {
    const set = vi.spyOn(fakeBrowser.storage.local, 'set');
    const status = aSyncStatus({ failuresInARow: 2 });
    await publish(HEAD, [WEEK, DAY], [syncStatusStore.entry(status)]);
    expect(set).toHaveBeenCalledTimes(1);
    expect(await syncStatusStore.read()).toEqual(status);
  });

  it('replaces the former one, of which nothing is left', async () => {
    const former = await publish(HEAD, [WEEK, DAY], []);
    const latter = await publish({ ...HEAD, posts: 101 }, [{ ...WEEK, breakoutCount: 8 }], []);
    expect(latter.generation).toBe(former.generation + 1);
    expect(await rankingKeys()).toHaveLength(1);
    expect(await readRanking(former, WEEK)).toBeNull();
    expect(await readRanking(former, DAY)).toBeNull();
    expect(await readRanking(latter, WEEK)).toMatchObject({ breakoutCount: 8 });
  });

  it('has what is shown first where it can be read together with the head', async () => {
    const head = await publish(HEAD, [WEEK, DAY], []);
    const items = await fakeBrowser.storage.local.get<Record<string, { value: string }>>([
      publicationStore.key,
      DEFAULT_RANKING_KEY,
    ]);
    expect(publicationStore.pick(items)).toEqual(head);
    expect(JSON.parse(items[DEFAULT_RANKING_KEY]?.value ?? '')).toEqual(WEEK);
    expect([await readRanking(head, WEEK), await readRanking(head, DAY)]).toEqual([WEEK, DAY]);
  });

  it('has another first once the look-back window was changed', async () => {
    await publish(HEAD, [WEEK, DAY], []);
    const head = await publish({ ...HEAD, lookbackDays: 1 }, [WEEK, DAY], []);
    expect(await rankingKeys()).toHaveLength(2);
    expect([await readRanking(head, WEEK), await readRanking(head, DAY)]).toEqual([WEEK, DAY]);
  });

  it('that could not be written leaves the former one as it was', async () => {
    const former = await publish(HEAD, [WEEK], []);
    vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValueOnce(new Error('quota exceeded'));
    await expect(publish({ ...HEAD, posts: 101 }, [DAY], [])).rejects.toThrow();
    expect(await publicationStore.read()).toEqual(former);
    expect(await readRanking(former, WEEK)).toEqual(WEEK);
  });

  it('stands though the former one could not be removed', async () => {
    await publish(HEAD, [WEEK], []);
    vi.spyOn(fakeBrowser.storage.local, 'remove').mockRejectedValueOnce(new Error('damaged'));
    const latter = await publish(HEAD, [DAY], []);
    expect(await readRanking(latter, DAY)).toEqual(DAY);
  });

  it('of a ranking that has not the shape of one is refused before anything is written', async () => {
    const wrong = { ...WEEK, breakoutCount: Number.NaN };
    await expect(publish(HEAD, [wrong], [])).rejects.toThrow();
    expect(await stored()).toEqual({});
  });

  it('is removed with all its rankings', async () => {
    await publish(HEAD, [WEEK, DAY], []);
    await unpublish();
    expect(await publicationStore.read()).toBeNull();
    expect(await rankingKeys()).toEqual([]);
  });
});

describe('a ranking reads as none', () => {
  it.each<[string, (ranking: Ranking) => unknown]>([
    ['one number was changed', (ranking) => ({ ...ranking, breakoutCount: 2 })],
    ['a row is missing', (ranking) => ({ ...ranking, breakouts: [] })],
    ['it lost a part', ({ topMovers, ...rest }) => rest],
    ['it is that of another generation', () => aRanking({ breakouts: [aBreakout({ id: 'older' })] })],
    ['it is not one at all', () => 'ranking'],
    ['it is null', () => null],
  ])('when %s', async (_, change) => {
    const head = await publish(HEAD, [WEEK], []);
    await damage(change);
    expect(await readRanking(head, WEEK)).toBeNull();
  });

  it.each<[string, (text: string) => unknown]>([
    ['cut off', (text) => text.slice(0, -1)],
    ['no text', (text) => JSON.parse(text)],
    ['gone', () => null],
  ])('when its text is %s', async (_, change) => {
    const head = await publish(HEAD, [WEEK], []);
    await damageText(change);
    expect(await readRanking(head, WEEK)).toBeNull();
  });

  it('when it was not published', async () => {
    const head = await publish(HEAD, [WEEK], []);
    expect(await readRanking(head, { windowDays: 30, measure: 'views', platform: null })).toBeNull();
  });

  it('when it is gone', async () => {
    const head = await publish(HEAD, [WEEK], []);
    await fakeBrowser.storage.local.remove(await rankingKeys());
    expect(await readRanking(head, WEEK)).toBeNull();
  });

  it('when the browser cannot read it', async () => {
    const head = await publish(HEAD, [WEEK], []);
    vi.spyOn(fakeBrowser.storage.local, 'get').mockRejectedValueOnce(new Error('damaged'));
    expect(await readRanking(head, WEEK)).toBeNull();
  });
});
