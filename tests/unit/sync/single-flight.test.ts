import { describe, expect, it } from 'vitest';
import type { SyncResult, SyncTrigger } from '../../../utils/sync/run-sync.ts';
import { singleFlight } from '../../../utils/sync/single-flight.ts';

/** A gate before syncs that end when they are told to. */
function gate() {
  const started: { trigger: SyncTrigger; cancel: AbortSignal; end: (result: SyncResult) => void }[] = [];
  let underWay = 0;
  let mostUnderWay = 0;
  const { syncNow, cancelSync } = singleFlight((trigger, cancel) => {
    underWay += 1;
    mostUnderWay = Math.max(mostUnderWay, underWay);
    return new Promise<SyncResult>((end) => started.push({ trigger, cancel, end })).finally(() => {
      underWay -= 1;
    });
  });
  return { syncNow, cancelSync, started, mostUnderWay: () => mostUnderWay };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('one sync at a time', () => {
  it.each(['planned', 'wanted'] as const)('a %s one joins the one under way', async (trigger) => {
    const { syncNow, started } = gate();
    const both = Promise.all([syncNow('planned'), syncNow(trigger)]);
    started[0]?.end('done');
    await both;
    expect(started).toHaveLength(1);
  });

  it('a wanted one starts after a planned one that found nothing due', async () => {
    const { syncNow, started } = gate();
    const both = Promise.all([syncNow('planned'), syncNow('wanted')]);
    started[0]?.end('not-due');
    await settled();
    started[1]?.end('done');
    await both;
    expect(started.map(({ trigger }) => trigger)).toEqual(['planned', 'wanted']);
  });

  it('a planned one does not', async () => {
    const { syncNow, started } = gate();
    const both = Promise.all([syncNow('planned'), syncNow('planned')]);
    started[0]?.end('not-due');
    await both;
    expect(started).toHaveLength(1);
  });

  it('two windows that want one at once share one', async () => {
    const { syncNow, started, mostUnderWay } = gate();
    const all = Promise.all([syncNow('planned'), syncNow('wanted'), syncNow('wanted')]);
    started[0]?.end('not-due');
    await settled();
    started[1]?.end('done');
    await all;
    expect([started.length, mostUnderWay()]).toEqual([2, 1]);
  });

  it('the next starts when the last has ended', async () => {
    const { syncNow, started } = gate();
    for (const place of [0, 1]) {
      const sync = syncNow('planned');
      started[place]?.end('done');
      await sync;
    }
    expect(started).toHaveLength(2);
  });
});

describe('a sync that is given up', () => {
  it('is told so, and has let go when the next one starts', async () => {
    const { syncNow, cancelSync, started } = gate();
    void syncNow('planned');
    const cancelled = cancelSync();
    expect(started[0]?.cancel.aborted).toBe(true);
    started[0]?.end('done');
    await cancelled;
    void syncNow('wanted');
    expect(started[1]?.cancel.aborted).toBe(false);
  });

  it('need not be there', async () => {
    await expect(gate().cancelSync()).resolves.toBeUndefined();
  });
});
