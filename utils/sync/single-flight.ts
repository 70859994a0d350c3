import type { SyncResult, SyncTrigger } from './run-sync.ts';

/** Runs one sync at a time in this worker. */
export interface SingleFlight {
  /** Syncs, or joins the running sync. A manual one still runs if a scheduled one was not due. */
  syncNow(trigger: SyncTrigger): Promise<void>;
  /**
   * Aborts the running sync and changes an input of syncs, such as the key, while none runs. A sync
   * requested meanwhile starts after the change, so `change` must not wait for one.
   */
  withSyncStopped<T>(change: () => Promise<T>): Promise<T>;
}

/** @param start runs one sync to its end, or ends it early once the signal is aborted */
export function singleFlight(
  start: (trigger: SyncTrigger, cancel: AbortSignal) => Promise<SyncResult>,
): SingleFlight {
  let running: { readonly result: Promise<SyncResult>; readonly cancel: AbortController } | null =
    null;
  /** The last change under way. */
  let held: Promise<void> | null = null;
  return {
    async syncNow(trigger) {
      while (held !== null || running !== null) {
        if (running === null) {
          await held;
          continue;
        }
        const { result, cancel } = running;
        const outcome = await result;
        if (!cancel.signal.aborted && (trigger === 'scheduled' || outcome !== 'not-due')) return;
      }
      const cancel = new AbortController();
      const result = start(trigger, cancel.signal).finally(() => {
        running = null;
      });
      running = { result, cancel };
      await result;
    },
    async withSyncStopped(change) {
      const former = held;
      let release = () => {};
      const mine = new Promise<void>((resolve) => {
        release = resolve;
      });
      held = mine;
      running?.cancel.abort();
      try {
        await Promise.allSettled([former, running?.result]);
        return await change();
      } finally {
        if (held === mine) held = null;
        release();
      }
    },
  };
}
