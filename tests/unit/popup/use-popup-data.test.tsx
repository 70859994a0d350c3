// @vitest-environment happy-dom
import { act, cleanup, render } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PopupData } from '../../../entrypoints/popup/popup-state.ts';
import { DEFAULT_VIEW } from '../../../utils/state/popup-view.ts';
import type { PageData } from '../../../utils/storage/page-reader.ts';

/** Readings under way, in the order of their beginning: each is answered by the test. */
const readings = vi.hoisted(
  () =>
    [] as {
      readonly windowDays: number | null;
      readonly answer: (data: PopupData) => void;
      readonly fail: () => void;
    }[],
);
const watchers = vi.hoisted(() => new Set<(page: PageData) => void>());
vi.mock('../../../entrypoints/popup/popup-state.ts', () => ({
  loadPopupData: (_: PageData, { windowDays }: { windowDays: number | null }) =>
    new Promise<PopupData>((answer, reject) =>
      readings.push({ windowDays, answer, fail: () => reject(new Error('unreadable')) }),
    ),
}));
vi.mock('../../../utils/storage/page-reader.ts', () => ({
  loadPage: async () => ({}),
  watchPage: (listener: (page: PageData) => void) => {
    watchers.add(listener);
    return () => watchers.delete(listener);
  },
}));

const { usePopupData } = await import('../../../entrypoints/popup/use-popup-data.ts');

/** The window of a ranking identifies what the popup shows. */
const dataOf = (windowDays: number) =>
  ({ page: {}, first: null, ranking: { windowDays }, isComplete: true }) as unknown as PopupData;

let shown: PopupData | null = null;

function Probe({ windowDays }: { readonly windowDays: number | null }) {
  shown = usePopupData(dataOf(7), { ...DEFAULT_VIEW, windowDays }, true);
  return null;
}

const settled = () => act(() => new Promise((resolve) => setTimeout(resolve)));
const windowShown = () => shown?.ranking?.windowDays;

beforeEach(() => {
  readings.length = 0;
  watchers.clear();
});
afterEach(cleanup);

describe('usePopupData', () => {
  it('shows the window chosen last when an earlier answer comes later', async () => {
    const { rerender } = render(<Probe windowDays={14} />);
    await settled();
    rerender(<Probe windowDays={30} />);
    await settled();
    const [of14, of30] = readings;
    expect([of14?.windowDays, of30?.windowDays]).toEqual([14, 30]);
    of30?.answer(dataOf(30));
    await settled();
    of14?.answer(dataOf(14));
    await settled();
    expect(windowShown()).toBe(30);
  });

  it('keeps what is shown when a reading fails, and shows the next', async () => {
    render(<Probe windowDays={7} />);
    await settled();
    readings[0]?.fail();
    await settled();
    expect(windowShown()).toBe(7);
    for (const listener of watchers) listener({} as PageData);
    await settled();
    readings[1]?.answer(dataOf(14));
    await settled();
    expect(windowShown()).toBe(14);
  });

  it('reads the window chosen meanwhile when stored data change', async () => {
    const { rerender } = render(<Probe windowDays={14} />);
    await settled();
    rerender(<Probe windowDays={30} />);
    await settled();
    for (const listener of watchers) listener({} as PageData);
    await settled();
    expect(readings.map(({ windowDays }) => windowDays)).toEqual([14, 30, 30]);
  });
});
