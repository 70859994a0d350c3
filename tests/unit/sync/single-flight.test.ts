import { describe, expect, it } from 'vitest';
import type { SyncResult, SyncTrigger } from '../../../utils/sync/run-sync.ts';
import { singleFlight } from '../../../utils/sync/single-flight.ts';

/** Creates a single flight of syncs that the test ends. */
function gate() {
  const started: {
    trigger: SyncTrigger;
    cancel: AbortSignal;
    end: (result: SyncResult) => void;
  }[] = [];
  let underWay = 0;
  let mostUnderWay = 0;
  const { syncNow, withSyncStopped } = singleFlight((trigger, cancel) => {
    underWay += 1;
    mostUnderWay = Math.max(mostUnderWay, underWay);
    return new Promise<SyncResult>((end) => started.push({ trigger, cancel, end })).finally(() => {
      underWay -= 1;
    });
  });
  const cancelSync = () => withSyncStopped(async () => {});
  return { syncNow, withSyncStopped, cancelSync, started, mostUnderWay: () => mostUnderWay };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('singleFlight', () => {
  it.each(['scheduled', 'manual'] as const)(
    'joins a %s sync to the one in flight',
    async (trigger) => {
      const { syncNow, started } = gate();
      const both = Promise.all([syncNow('scheduled'), syncNow(trigger)]);
      started[0]?.end('done');
      await both;
      expect(started).toHaveLength(1);
    },
  );

  it('starts a manual sync after a scheduled one that found nothing due', async () => {
    const { syncNow, started } = gate();
    const both = Promise.all([syncNow('scheduled'), syncNow('manual')]);
    started[0]?.end('not-due');
    await settled();
    started[1]?.end('done');
    await both;
    expect(started.map(({ trigger }) => trigger)).toEqual(['scheduled', 'manual']);
  });

  it('starts no scheduled sync after one that found nothing due', async () => {
    const { syncNow, started } = gate();
    const both = Promise.all([syncNow('scheduled'), syncNow('scheduled')]);
    started[0]?.end('not-due');
    await both;
    expect(started).toHaveLength(1);
  });

  it('shares one sync between two manual requests', async () => {
    const { syncNow, started, mostUnderWay } = gate();
    const all = Promise.all([syncNow('scheduled'), syncNow('manual'), syncNow('manual')]);
    started[0]?.end('not-due');
    await settled();
    started[1]?.end('done');
    await all;
    expect([started.length, mostUnderWay()]).toEqual([2, 1]);
  });

  it('starts the next sync when the last has ended', async () => {
    const { syncNow, started } = gate();
    for (const place of [0, 1]) {
      const sync = syncNow('scheduled');
      started[place]?.end('done');
      await sync;
    }
    expect(started).toHaveLength(2);
  });
});

describe('singleFlight, cancellation', () => {
  it('aborts the signal, and waits until the sync has stopped', async () => {
    const { syncNow, cancelSync, started } = gate();
    void syncNow('scheduled');
    const cancelled = cancelSync();
    expect(started[0]?.cancel.aborted).toBe(true);
    started[0]?.end('done');
    await cancelled;
    void syncNow('manual');
    expect(started[1]?.cancel.aborted).toBe(false);
  });

  it.each(['scheduled', 'manual'] as const)(
    'starts a %s sync requested meanwhile, with a new signal',
    async (trigger) => {
      const { syncNow, cancelSync, started, mostUnderWay } = gate();
      void syncNow('scheduled');
      const cancelled = cancelSync();
      const next = syncNow(trigger);
      expect(started).toHaveLength(1);
      started[0]?.end('done');
      await cancelled;
      await settled();
      expect(started.map(({ cancel }) => cancel.aborted)).toEqual([true, false]);
      started[1]?.end('done');
      await next;
      expect(mostUnderWay()).toBe(1);
    },
  );

  it('never starts a sync with an aborted signal, for any sequence', async () => {
    const { syncNow, cancelSync, started, mostUnderWay } = gate();
    const syncs = [syncNow('manual'), syncNow('scheduled')];
    const cancelled = [cancelSync()];
    syncs.push(syncNow('manual'));
    cancelled.push(cancelSync());
    syncs.push(syncNow('scheduled'), syncNow('manual'));
    for (let place = 0; place < 5; place++) {
      const run = started[place];
      if (run !== undefined && place > 0) expect(run.cancel.aborted).toBe(false);
      run?.end('done');
      await settled();
    }
    await Promise.all([...syncs, ...cancelled]);
    expect([started.length, mostUnderWay()]).toEqual([2, 1]);
  });

  it('starts no sync before the change is made', async () => {
    const { syncNow, withSyncStopped, started } = gate();
    const order: string[] = [];
    void syncNow('scheduled');
    const changes = ['first', 'second'].map((name) =>
      withSyncStopped(async () => {
        await settled();
        order.push(`${name} change, ${started.length} started`);
      }),
    );
    const next = syncNow('scheduled');
    started[0]?.end('done');
    await Promise.all(changes);
    await settled();
    expect(order).toEqual(['first change, 1 started', 'second change, 1 started']);
    expect(started).toHaveLength(2);
    started[1]?.end('done');
    await next;
  });

  it('starts no sync that is requested during the second of two changes', async () => {
    const { syncNow, withSyncStopped, started } = gate();
    const startedMeanwhile: number[] = [];
    const change = () =>
      withSyncStopped(async () => {
        void syncNow('manual');
        await settled();
        startedMeanwhile.push(started.length);
      });
    await Promise.all([change(), change()]);
    expect(startedMeanwhile).toEqual([0, 0]);
    await settled();
    expect(started).toHaveLength(1);
  });

  it('makes one change at a time', async () => {
    const { withSyncStopped } = gate();
    const order: string[] = [];
    const change = (name: string) =>
      withSyncStopped(async () => {
        order.push(`${name} begins`);
        await settled();
        order.push(`${name} ends`);
      });
    await Promise.all([change('first'), change('second')]);
    expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  });

  it('allows syncs again when the change fails', async () => {
    const { syncNow, withSyncStopped, started } = gate();
    await expect(withSyncStopped(() => Promise.reject(new Error('full')))).rejects.toThrow('full');
    void syncNow('manual');
    expect(started).toHaveLength(1);
  });

  it('works when no sync is in flight', async () => {
    await expect(gate().cancelSync()).resolves.toBeUndefined();
  });
});
