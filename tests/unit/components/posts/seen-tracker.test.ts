// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSeenTracker } from '../../../../components/posts/seen-tracker.ts';

/** The observers that were made; the test says what comes on screen. */
let observers: FakeObserver[] = [];

class FakeObserver {
  readonly observed: Element[] = [];
  readonly #report: IntersectionObserverCallback;

  constructor(report: IntersectionObserverCallback) {
    this.#report = report;
    observers.push(this);
  }

  observe(row: Element): void {
    this.observed.push(row);
  }

  disconnect(): void {}

  show(row: Element, intersectionRatio: number): void {
    const entry = { target: row, intersectionRatio } as unknown as IntersectionObserverEntry;
    this.#report([entry], this as unknown as IntersectionObserver);
  }
}

/** A list of rows, each of a post with this id. */
function listOf(...ids: readonly string[]): HTMLElement {
  const items = ids.map((id) => `<li data-post-id="${id}"></li>`).join('');
  document.body.innerHTML = `<div><ol aria-label="Breakouts">${items}</ol></div>`;
  return document.body.firstElementChild as HTMLElement;
}

const rowOf = (id: string) => document.querySelector(`[data-post-id="${id}"]`) as Element;

beforeEach(() => {
  vi.useFakeTimers();
  observers = [];
  vi.stubGlobal('IntersectionObserver', FakeObserver);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('createSeenTracker', () => {
  it('reports rows that were on screen for a second, together', () => {
    const onSeen = vi.fn();
    createSeenTracker(onSeen).observe(listOf('a', 'b', 'c'));
    for (const id of ['a', 'b']) observers[0]?.show(rowOf(id), 0.5);
    observers[0]?.show(rowOf('c'), 0.4);
    vi.advanceTimersByTime(999);
    expect(onSeen).not.toHaveBeenCalled();
    vi.advanceTimersByTime(500);
    expect(onSeen.mock.calls).toEqual([[['a', 'b']]]);
  });

  it('reports a post once, however often a sync renders the list anew', () => {
    const onSeen = vi.fn();
    const tracker = createSeenTracker(onSeen);
    const list = listOf('a');
    for (let rendering = 0; rendering < 20; rendering++) {
      if (rendering % 5 === 0) rowOf('a').replaceWith(rowOf('a').cloneNode());
      tracker.observe(list);
      observers[0]?.show(rowOf('a'), 1);
      vi.advanceTimersByTime(rendering % 5 === 4 ? 2000 : 250);
    }
    expect(onSeen.mock.calls).toEqual([[['a']]]);
  });

  it('reports nothing that has left the screen or the document within a second', () => {
    const onSeen = vi.fn();
    createSeenTracker(onSeen).observe(listOf('gone', 'removed', 'stays'));
    for (const id of ['gone', 'removed', 'stays']) observers[0]?.show(rowOf(id), 1);
    vi.advanceTimersByTime(600);
    observers[0]?.show(rowOf('gone'), 0);
    rowOf('removed').remove();
    vi.advanceTimersByTime(1000);
    expect(onSeen.mock.calls).toEqual([[['stays']]]);
  });

  it('reports nothing while the page is hidden, and nothing after its end', () => {
    const onSeen = vi.fn();
    const tracker = createSeenTracker(onSeen);
    tracker.observe(listOf('hidden', 'late'));
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    observers[0]?.show(rowOf('hidden'), 1);
    vi.advanceTimersByTime(2000);
    vi.restoreAllMocks();
    observers[0]?.show(rowOf('late'), 1);
    tracker.stop();
    vi.advanceTimersByTime(2000);
    expect(onSeen).not.toHaveBeenCalled();
  });
});
