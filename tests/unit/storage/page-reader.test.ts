import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { PageState } from '../../../utils/state/page-state.ts';
import { loadPage, type PageData, watchPage } from '../../../utils/storage/page-reader.ts';
import { toFirstRanking, toPageState } from '../../../utils/storage/published-page.ts';
import { aFirstRanking, aPageState, aPublicationHead } from '../../builders/window-ranking.ts';

const STATE = aPageState();
const FIRST = aFirstRanking();

const store = (state: PageState = STATE, first = FIRST) =>
  fakeBrowser.storage.local.set({
    pageState: toPageState(state),
    ...toFirstRanking(first),
  });

/** A worker that answers each command after `work`. @returns the commands */
function worker(work: () => Promise<void> = async () => undefined) {
  const commands: unknown[] = [];
  vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(async (command: unknown) => {
    commands.push(command);
    await work();
    return { result: 'ok' };
  });
  return commands;
}

beforeEach(() => {
  vi.restoreAllMocks();
  fakeBrowser.reset();
});

describe('loadPage', () => {
  it('reads the state and the first ranking in one call, without the worker', async () => {
    await store();
    const get = vi.spyOn(fakeBrowser.storage.local, 'get');
    const commands = worker();
    expect(await loadPage()).toEqual({ state: STATE, first: FIRST });
    expect(get).toHaveBeenCalledTimes(1);
    expect(commands).toEqual([]);
  });

  it('needs no ranking before anything is published', async () => {
    const state = aPageState({ publication: null });
    await fakeBrowser.storage.local.set({ pageState: toPageState(state) });
    const commands = worker();
    expect(await loadPage()).toEqual({ state, first: null });
    expect(commands).toEqual([]);
  });

  it.each<[string, object]>([
    ['state is missing', { pageState: undefined }],
    ['state is of another version', { pageState: { ...toPageState(STATE), version: 99 } }],
    ['state does not parse', { pageState: { ...toPageState(STATE), value: '{' } }],
    ['state is no text', { pageState: { ...toPageState(STATE), value: {} } }],
    ['ranking is missing', { firstRanking: undefined }],
    [
      'ranking is of another version',
      { firstRanking: { ...toFirstRanking(FIRST).firstRanking, version: 99 } },
    ],
    [
      'ranking does not parse',
      { firstRanking: { ...toFirstRanking(FIRST).firstRanking, value: '{' } },
    ],
    ['ranking is of another generation', toFirstRanking({ ...FIRST, generation: 9 })],
  ])('waits for the worker to write again when the %s', async (_, damage) => {
    await store();
    for (const [key, value] of Object.entries(damage)) {
      await (value === undefined
        ? fakeBrowser.storage.local.remove(key)
        : fakeBrowser.storage.local.set({ [key]: value }));
    }
    const commands = worker(() => store());
    expect(await loadPage()).toEqual({ state: STATE, first: FIRST });
    expect(commands).toEqual([{ type: 'republish' }]);
  });

  it('waits for breakouts that are only counted, but not in the first frame', async () => {
    const breakouts = Array.from({ length: 1000 }, (_, number) => ({
      id: `post-${number}`,
      accountKey: null,
      creatorName: null,
      isPartOfRise: false,
    }));
    const many = aFirstRanking(undefined, { breakouts });
    await store(STATE, many);
    await fakeBrowser.storage.local.remove('moreBreakouts');
    const commands = worker(() => store(STATE, many));
    const items = await fakeBrowser.storage.local.get(['pageState', 'firstRanking']);
    const get = vi.spyOn(fakeBrowser.storage.local, 'get');
    expect((await loadPage(items)).first).toMatchObject({ hasMore: true });
    expect(get).not.toHaveBeenCalled();
    expect(commands).toEqual([]);
    expect((await loadPage()).first?.breakouts).toHaveLength(1000);
    expect(commands).toEqual([{ type: 'republish' }]);
  });

  it('continues without a ranking that the worker cannot restore', async () => {
    await fakeBrowser.storage.local.set({ pageState: toPageState(STATE) });
    worker(async () => {
      throw new Error('damaged');
    });
    expect(await loadPage()).toEqual({ state: STATE, first: null });
  });

  it('fails when the worker cannot write the state', async () => {
    worker();
    await expect(loadPage()).rejects.toThrow('state of pages');
  });
});

describe('watchPage', () => {
  it('reports each change until stopped', async () => {
    await store();
    worker();
    const seen: PageData[] = [];
    const stop = watchPage((page) => seen.push(page));
    const offline = aPageState({ publication: aPublicationHead({ posts: 7 }) });
    await store(offline);
    await vi.waitFor(() => expect(seen.at(-1)?.state).toEqual(offline));
    stop();
    const reported = seen.length;
    await store();
    await Promise.resolve();
    expect(seen).toHaveLength(reported);
  });

  it('never reports an older state after a newer one', async () => {
    await store();
    worker();
    const posts: number[] = [];
    const stop = watchPage(({ state }) => posts.push(state.publication?.posts ?? 0));
    // The first reading is answered after the second.
    const get = fakeBrowser.storage.local.get.bind(fakeBrowser.storage.local);
    let release: (() => void) | undefined;
    vi.spyOn(fakeBrowser.storage.local, 'get').mockImplementationOnce(async (keys?: unknown) => {
      const items = await get(keys as string[]);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return items as never;
    });
    await store(aPageState({ publication: aPublicationHead({ posts: 1 }) }));
    await store(aPageState({ publication: aPublicationHead({ posts: 2 }) }));
    await vi.waitFor(() => expect(posts).toContain(2));
    release?.();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(posts).toEqual([2]);
    stop();
  });
});
