import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Command } from '../../../utils/browser/commands.ts';
import { JOB_ALARM } from '../../../utils/browser/job-alarm.ts';
import { settled } from '../../builders/held-call.ts';
import { HOUR, MINUTE } from '../../builders/time.ts';

const parts = vi.hoisted(() => ({
  initializeStorage: vi.fn(),
  onWorkerStart: vi.fn(),
  runDueJobs: vi.fn(),
  ensureJobs: vi.fn(),
  handleCommand: vi.fn(),
  updateBadge: vi.fn(),
  watchBadge: vi.fn(),
  syncNow: vi.fn(),
  /** Sends a command to the worker. */
  send: async (_: Command): Promise<unknown> => undefined,
}));
vi.mock('../../../entrypoints/background/initialize-storage.ts', () => parts);
vi.mock('../../../entrypoints/background/on-worker-start.ts', () => parts);
vi.mock('../../../entrypoints/background/run-due-jobs.ts', () => parts);
vi.mock('../../../entrypoints/background/job-list.ts', () => parts);
vi.mock('../../../entrypoints/background/handle-command.ts', () => parts);
vi.mock('../../../entrypoints/background/sync-runner.ts', () => parts);
vi.mock('../../../entrypoints/background/update-badge.ts', () => parts);
vi.mock('../../../entrypoints/background/api-access.ts', () => ({ followApiAccess: vi.fn() }));
vi.mock('../../../entrypoints/background/icon-menu.ts', () => ({
  watchIconMenu: () => undefined,
  showIconMenu: async () => undefined,
}));
vi.mock('../../../entrypoints/background/share-settings.ts', () => ({
  shareSettings: vi.fn(),
  watchSharedSettings: () => undefined,
}));
vi.mock('../../../utils/browser/api-access.ts', () => ({ watchPermissions: () => undefined }));
vi.mock('../../../utils/browser/commands.ts', () => ({
  onCommand: (handle: typeof parts.send) => {
    parts.send = handle;
  },
}));

const { default: worker } = await import('../../../entrypoints/background/index.ts');

const REFRESH: Command = { type: 'refresh' };

/** Starts the worker; it is ready once the returned function was called. */
async function startWorker(): Promise<() => Promise<void>> {
  const { promise, resolve } = Promise.withResolvers<void>();
  parts.initializeStorage.mockReturnValue(promise);
  void worker.main();
  await settled();
  return () => {
    resolve();
    return settled();
  };
}

/** An alarm wakes the worker. */
function fire(name: string): void {
  const alarm = { name, scheduledTime: Date.now(), persistAcrossSessions: true };
  void fakeBrowser.alarms.onAlarm.trigger(alarm);
}

beforeEach(() => {
  fakeBrowser.reset();
  for (const part of Object.values(parts)) {
    if (vi.isMockFunction(part)) part.mockResolvedValue(undefined);
  }
});

describe('worker', () => {
  it('handles no command, alarm or start before storage is initialized', async () => {
    const becomeReady = await startWorker();
    void parts.send(REFRESH);
    fire(JOB_ALARM);
    void fakeBrowser.runtime.onStartup.trigger();
    await settled();
    for (const part of ['handleCommand', 'runDueJobs', 'syncNow', 'onWorkerStart'] as const)
      expect(parts[part]).not.toHaveBeenCalled();
    await becomeReady();
    expect(parts.handleCommand).toHaveBeenCalledExactlyOnceWith(REFRESH);
    expect(parts.runDueJobs).toHaveBeenCalledOnce();
    expect(parts.syncNow).toHaveBeenCalledExactlyOnceWith('scheduled');
    expect(parts.onWorkerStart).toHaveBeenCalledOnce();
  });

  it('keeps the badge up to date from its start on', async () => {
    await startWorker();
    expect(parts.watchBadge).toHaveBeenCalledOnce();
  });

  it('answers a command with its result', async () => {
    const becomeReady = await startWorker();
    await becomeReady();
    parts.handleCommand.mockResolvedValue({ result: 'ok' });
    expect(await parts.send(REFRESH)).toEqual({ result: 'ok' });
  });

  it('plans its jobs with each command: the clock may have been set back', async () => {
    const becomeReady = await startWorker();
    await becomeReady();
    await parts.send(REFRESH);
    expect(parts.ensureJobs).toHaveBeenCalledOnce();
  });

  it('arms an alarm within a minute before it initializes storage', async () => {
    await startWorker();
    const alarm = await fakeBrowser.alarms.get(JOB_ALARM);
    expect(alarm?.scheduledTime).toBeLessThanOrEqual(Date.now() + MINUTE);
  });

  it('arms an alarm within a minute before it runs due jobs', async () => {
    const becomeReady = await startWorker();
    await becomeReady();
    // The browser has planned the next alarm of a worker that is still awake.
    const next = Date.now() + HOUR;
    await fakeBrowser.alarms.create(JOB_ALARM, { when: next, periodInMinutes: 60 });
    const armedFor: (number | undefined)[] = [];
    parts.runDueJobs.mockImplementation(async () => {
      armedFor.push((await fakeBrowser.alarms.get(JOB_ALARM))?.scheduledTime);
    });
    fire(JOB_ALARM);
    await settled();
    expect(armedFor).toHaveLength(1);
    expect(armedFor[0]).toBeLessThan(next);
  });

  it('plans the next jobs after due ones, failed ones too', async () => {
    const becomeReady = await startWorker();
    await becomeReady();
    parts.runDueJobs.mockRejectedValue(new Error('the disk is busy'));
    fire(JOB_ALARM);
    await settled();
    expect(parts.ensureJobs).toHaveBeenCalledOnce();
    // It shows the error.
    expect(parts.updateBadge).toHaveBeenCalledOnce();
  });

  it('ignores alarms that are not its own', async () => {
    const becomeReady = await startWorker();
    await becomeReady();
    fire('poll');
    await settled();
    expect(parts.runDueJobs).not.toHaveBeenCalled();
  });
});
