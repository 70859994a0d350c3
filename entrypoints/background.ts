import { defineBackground } from 'wxt/utils/define-background';
import { browser } from '../utils/browser/browser.ts';
import { onCommand } from '../utils/browser/commands.ts';
import { POLL_ALARM, RESUME_ALARM } from '../utils/browser/sync-alarm.ts';
import { carryOut } from './worker/carry-out.ts';
import { greet } from './worker/greet.ts';
import { syncNow } from './worker/sync-now.ts';
import { wakeUp } from './worker/wake-up.ts';

/**
 * The table of contents of the worker: every event that can wake it, registered synchronously (a listener that is added later misses the
 * event that woke the worker), each with the one function that answers it.
 */
export default defineBackground(() => {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') void greet();
    void syncNow('planned');
  });
  browser.runtime.onStartup.addListener(() => void syncNow('planned'));
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === POLL_ALARM || name === RESUME_ALARM) void syncNow('planned');
  });
  onCommand(carryOut);
  void wakeUp();
});
