import { runSync, type SyncResult, type SyncTrigger } from '../../utils/sync/run-sync.ts';
import { repaintBadge } from './repaint-badge.ts';
import { syncWorld } from './sync-world.ts';

let running: Promise<SyncResult> | null = null;
let cancel = new AbortController();

/** Syncs, or joins the sync under way. One that was wanted is not put off by a planned one that found nothing due. */
export async function syncNow(trigger: SyncTrigger): Promise<void> {
  if (running !== null) {
    const result = await running;
    if (trigger === 'planned' || result !== 'not-due') return;
  }
  running ??= start(trigger).finally(() => {
    running = null;
  });
  await running;
}

/** Gives up the sync under way, if any: the key, or what is followed, is about to change. Resolves when it has let go. */
export async function cancelSync(): Promise<void> {
  cancel.abort();
  await Promise.allSettled([running]);
  cancel = new AbortController();
}

async function start(trigger: SyncTrigger): Promise<SyncResult> {
  const { signal } = cancel;
  const result = await navigator.locks.request('sync', () => runSync(syncWorld(signal), trigger, () => signal.aborted));
  await repaintBadge();
  return result;
}
