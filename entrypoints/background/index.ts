import { defineBackground } from 'wxt/utils/define-background';
import type { PauseChoice } from '../../utils/alerts/alert-times.ts';
import { watchPermissions } from '../../utils/browser/api-access.ts';
import { browser } from '../../utils/browser/browser.ts';
import { onCommand } from '../../utils/browser/commands.ts';
import { armStartupAlarm, JOB_ALARM } from '../../utils/browser/job-alarm.ts';
import { followChannels, pauseAlertsBy } from './alerts.ts';
import { followApiAccess } from './api-access.ts';
import { handleCommand } from './handle-command.ts';
import { showIconMenu, watchIconMenu } from './icon-menu.ts';
import { initializeStorage } from './initialize-storage.ts';
import { ensureJobs } from './job-list.ts';
import { onWorkerStart } from './on-worker-start.ts';
import { openWelcomeOnInstall } from './open-welcome-on-install.ts';
import { runDueJobs } from './run-due-jobs.ts';
import { sendMessages, watchOutbox } from './send-messages.ts';
import { shareSettings, watchSharedSettings } from './share-settings.ts';
import { watchDesktop } from './show-notices.ts';
import { syncNow } from './sync-runner.ts';
import { updateBadge, watchBadge } from './update-badge.ts';

/**
 * The entry point of the worker. Every listener is registered synchronously, because one that is
 * added later misses the event that woke the worker. Each event maps to one handler, run after the
 * storage check.
 */
export default defineBackground(() => {
  const ready = armStartupAlarm().then(initializeStorage);
  // If storage fails, the badge shows the error.
  const whenReady = (work: () => Promise<void>) => void ready.then(work).catch(updateBadge);

  watchBadge();
  watchOutbox(() => whenReady(sendMessages));
  watchDesktop(whenReady);
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') whenReady(openWelcomeOnInstall);
    whenReady(() => syncNow('scheduled'));
  });
  browser.runtime.onStartup.addListener(() => whenReady(() => syncNow('scheduled')));
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name !== JOB_ALARM) return;
    whenReady(async () => {
      await armStartupAlarm();
      // Not awaited: a sync takes long, and a message waits for none.
      whenReady(sendMessages);
      await runDueJobs().finally(ensureJobs);
      // The badge changes with time alone: counts become old.
      await updateBadge();
    });
  });
  const menuWork = {
    refresh: () => whenReady(() => syncNow('manual')),
    pause: (choice: PauseChoice) => whenReady(() => pauseAlertsBy(choice)),
  };
  watchIconMenu(menuWork);
  watchPermissions(() => {
    watchIconMenu(menuWork);
    whenReady(showIconMenu);
    whenReady(followApiAccess);
    watchDesktop(whenReady);
    whenReady(followChannels);
  });
  watchSharedSettings(() => whenReady(shareSettings));
  onCommand((command) =>
    ready.then(() => {
      // The clock may have been set while this worker was awake.
      whenReady(ensureJobs);
      return handleCommand(command);
    }),
  );
  whenReady(onWorkerStart);
  whenReady(showIconMenu);
});
