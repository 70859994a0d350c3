import { defineBackground } from 'wxt/utils/define-background';
import { browser } from '../../utils/browser/browser.ts';
import { onCommand } from '../../utils/browser/commands.ts';
import { armStart, disarmStart, POLL_ALARM, RESUME_ALARM, START_ALARM } from '../../utils/browser/sync-alarm.ts';
import { carryOut } from './handle-command.ts';
import { startUp } from './initialize-storage.ts';
import { seeToPolling, wakeUp } from './on-worker-start.ts';
import { greet } from './open-options-on-install.ts';
import { syncNow } from './sync-runner.ts';
import { repaintBadge } from './update-badge.ts';

/**
 * The table of contents of the worker: every event that can wake it, registered synchronously (a listener that is added later misses the
 * event that woke the worker), each with the one function that answers it once storage has been looked over.
 */
export default defineBackground(() => {
  const ready = armStart().then(startUp);
  // What cannot be done for want of storage is said on the badge.
  const whenReady = (work: () => Promise<void>) => void ready.then(work).catch(repaintBadge);
  const syncAsPlanned = () => whenReady(() => syncNow('planned'));

  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') whenReady(greet);
    syncAsPlanned();
  });
  browser.runtime.onStartup.addListener(syncAsPlanned);
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === POLL_ALARM || name === RESUME_ALARM || name === START_ALARM) syncAsPlanned();
  });
  onCommand((command) =>
    ready.then(() => {
      // The clock may have been set while this worker was awake.
      whenReady(seeToPolling);
      return carryOut(command);
    }),
  );
  whenReady(() => wakeUp().finally(disarmStart));
});
