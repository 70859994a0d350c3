import { defineBackground } from 'wxt/utils/define-background';
import { watchApiAccess } from '../../utils/browser/api-access.ts';
import { browser } from '../../utils/browser/browser.ts';
import { onCommand } from '../../utils/browser/commands.ts';
import {
  armStartupAlarm,
  clearStartupAlarm,
  POLL_ALARM,
  RESUME_ALARM,
  STARTUP_ALARM,
} from '../../utils/browser/sync-alarm.ts';
import { followApiAccess } from './api-access.ts';
import { handleCommand } from './handle-command.ts';
import { initializeStorage } from './initialize-storage.ts';
import { ensureScheduledPoll, onWorkerStart } from './on-worker-start.ts';
import { openOptionsOnInstall } from './open-options-on-install.ts';
import { syncNow } from './sync-runner.ts';
import { updateBadge } from './update-badge.ts';

/**
 * The table of contents of the worker: every event that can wake it, registered synchronously (a listener that is added later misses the
 * event that woke the worker), each with the one function that answers it once storage has been looked over.
 */
export default defineBackground(() => {
  const ready = armStartupAlarm().then(initializeStorage);
  // What cannot be done for want of storage is said on the badge.
  const whenReady = (work: () => Promise<void>) => void ready.then(work).catch(updateBadge);
  const syncAsPlanned = () => whenReady(() => syncNow('scheduled'));

  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') whenReady(openOptionsOnInstall);
    syncAsPlanned();
  });
  browser.runtime.onStartup.addListener(syncAsPlanned);
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === POLL_ALARM || name === RESUME_ALARM || name === STARTUP_ALARM) syncAsPlanned();
  });
  watchApiAccess(() => whenReady(followApiAccess));
  onCommand((command) =>
    ready.then(() => {
      // The clock may have been set while this worker was awake.
      whenReady(ensureScheduledPoll);
      return handleCommand(command);
    }),
  );
  whenReady(() => onWorkerStart().finally(clearStartupAlarm));
});
