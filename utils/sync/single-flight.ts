import type { SyncResult, SyncTrigger } from './run-sync.ts';

/** Lets one sync run at a time in this worker. */
export interface SingleFlight {
  /** Syncs, or joins the sync under way. One that was wanted is not put off by a planned one that found nothing due. */
  syncNow(trigger: SyncTrigger): Promise<void>;
  /** Gives up the sync under way, if any: the key, or what is followed, is about to change. Resolves when it has let go. */
  cancelSync(): Promise<void>;
}

/** @param start runs one sync to its end; ends it early once the signal is aborted */
export function singleFlight(start: (trigger: SyncTrigger, cancel: AbortSignal) => Promise<SyncResult>): SingleFlight {
  let running: Promise<SyncResult> | null = null;
  let cancel = new AbortController();
  return {
    async syncNow(trigger) {
      if (running !== null) {
        const result = await running;
        if (trigger === 'planned' || result !== 'not-due') return;
      }
      running ??= start(trigger, cancel.signal).finally(() => {
        running = null;
      });
      await running;
    },
    async cancelSync() {
      cancel.abort();
      await Promise.allSettled([running]);
      cancel = new AbortController();
    },
  };
}
