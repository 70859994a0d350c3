import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Command } from '../../../utils/browser/commands.ts';
import { holdLock } from '../../builders/hold-lock.ts';
import { settingsWith } from '../../builders/settings.ts';
import { stubLocks } from '../../builders/stub-locks.ts';

const parts = vi.hoisted(() => ({
  changeAllSettings: vi.fn(),
  changeMarks: vi.fn(),
  changeSavedFilters: vi.fn(),
  deleteAllData: vi.fn(),
  dismissNotices: vi.fn(),
  pauseAlerts: vi.fn(),
  removeKey: vi.fn(),
  removeWebhook: vi.fn(),
  republish: vi.fn(),
  saveKey: vi.fn(),
  saveWebhook: vi.fn(),
  sendDueAlerts: vi.fn(),
  shareSettings: vi.fn(),
  showIconMenu: vi.fn(),
  startSample: vi.fn(),
  switchChannel: vi.fn(),
  syncNow: vi.fn(),
  testChannel: vi.fn(),
}));
vi.mock('../../../entrypoints/background/alerts.ts', () => parts);
vi.mock('../../../entrypoints/background/api-key.ts', () => parts);
vi.mock('../../../entrypoints/background/change-all-settings.ts', () => parts);
vi.mock('../../../entrypoints/background/change-marks.ts', () => parts);
vi.mock('../../../entrypoints/background/change-saved-filters.ts', () => parts);
vi.mock('../../../entrypoints/background/channels.ts', () => parts);
vi.mock('../../../entrypoints/background/icon-menu.ts', () => parts);
vi.mock('../../../entrypoints/background/notice-list.ts', () => parts);
vi.mock('../../../entrypoints/background/republish.ts', () => parts);
vi.mock('../../../entrypoints/background/share-settings.ts', () => parts);
vi.mock('../../../entrypoints/background/sync-runner.ts', () => parts);

const { handleCommand } = await import('../../../entrypoints/background/handle-command.ts');
const { withSettingsLock } = await import('../../../entrypoints/background/settings-lock.ts');
const { hiddenColumnsStore, settingsStore } = await import(
  '../../../utils/storage/stored-values.ts'
);

const KEY = 'ca_canary_0123456789';

beforeEach(() => {
  fakeBrowser.reset();
  stubLocks();
  for (const part of Object.values(parts)) part.mockResolvedValue({ result: 'other' });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Each command, what it calls with what, and its answer. */
const COMMANDS: readonly [Command, keyof typeof parts, readonly unknown[], string][] = [
  [{ type: 'refresh' }, 'syncNow', ['manual'], 'ok'],
  [{ type: 'dismiss-notices' }, 'dismissNotices', [], 'ok'],
  [{ type: 'save-key', key: KEY, mayReplaceOrganization: true }, 'saveKey', [KEY, true], 'other'],
  [{ type: 'remove-key' }, 'removeKey', [], 'ok'],
  [{ type: 'start-sample' }, 'startSample', [], 'other'],
  [{ type: 'delete-all-data' }, 'deleteAllData', [], 'ok'],
  [{ type: 'republish' }, 'republish', [], 'ok'],
  [
    { type: 'switch-channel', channel: 'slack', isOn: true },
    'switchChannel',
    ['slack', true],
    'ok',
  ],
  [{ type: 'pause-alerts', until: 7 }, 'pauseAlerts', [7], 'ok'],
  [
    { type: 'save-webhook', channel: 'slack', address: 'a' },
    'saveWebhook',
    ['slack', 'a'],
    'other',
  ],
  [{ type: 'remove-webhook', channel: 'slack' }, 'removeWebhook', ['slack'], 'ok'],
  [{ type: 'test-channel', channel: 'slack', id: 't' }, 'testChannel', ['slack', 't'], 'other'],
];

describe('handleCommand', () => {
  it.each(COMMANDS)('carries out %j', async (command, part, args, result) => {
    expect(await handleCommand(command)).toEqual({ result });
    expect(parts[part]).toHaveBeenCalledExactlyOnceWith(...args);
  });

  it.each<Command>([
    { type: 'mark-seen', postIds: ['a'], isUndoable: true },
    { type: 'mark-new', postIds: ['a'] },
    { type: 'undo', id: 'u' },
  ])('hands %j over to the marks', async (command) => {
    expect(await handleCommand(command)).toEqual({ result: 'ok' });
    expect(parts.changeMarks).toHaveBeenCalledExactlyOnceWith(command);
  });

  it.each(['snooze', 'snooze-many', 'mute', 'mute-many', 'unmute'] as const)(
    'hands the command %s over to the marks',
    async (type) => {
      const command = { type } as Command;
      expect(await handleCommand(command)).toEqual({ result: 'ok' });
      expect(parts.changeMarks).toHaveBeenCalledExactlyOnceWith(command);
    },
  );

  it.each(['save-filter', 'delete-filter'] as const)(
    'hands the command %s over to the saved filters',
    async (type) => {
      const command = { type } as Command;
      expect(await handleCommand(command)).toEqual({ result: 'ok' });
      expect(parts.changeSavedFilters).toHaveBeenCalledExactlyOnceWith(command);
    },
  );

  it('sends what waits for a channel that was switched on or has an address', async () => {
    await handleCommand({ type: 'switch-channel', channel: 'slack', isOn: true });
    await handleCommand({ type: 'save-webhook', channel: 'slack', address: 'a' });
    expect(parts.sendDueAlerts).toHaveBeenCalledTimes(2);
    // It offers a pause while alerts are on.
    expect(parts.showIconMenu).toHaveBeenCalledOnce();
  });

  describe('save-settings', () => {
    const save = (changes: Readonly<Record<string, unknown>>) =>
      handleCommand({ type: 'save-settings', changes });

    it('reads and changes no setting while others are being changed', async () => {
      const release = await holdLock(withSettingsLock, () => save({ refreshMinutes: 90 }));
      expect(parts.changeAllSettings).not.toHaveBeenCalled();
      const meanwhile = settingsWith({ lookbackDays: 30 });
      await settingsStore.write(meanwhile);
      await release();
      expect(parts.changeAllSettings).toHaveBeenCalledExactlyOnceWith(
        meanwhile,
        { ...meanwhile, refreshMinutes: 90 },
        expect.anything(),
      );
      expect(parts.shareSettings).toHaveBeenCalledOnce();
    });

    it('answers once the settings are stored', async () => {
      expect(await save({ refreshMinutes: 90 })).toEqual({ result: 'ok' });
    });

    it('refuses a value that does not fit its setting', async () => {
      expect(await save({ refreshMinutes: 'often' })).toEqual({
        result: 'failed',
        reason: 'a value that does not fit its setting',
      });
      expect(parts.changeAllSettings).not.toHaveBeenCalled();
      expect(parts.shareSettings).not.toHaveBeenCalled();
    });
  });

  it('stores the hidden columns', async () => {
    const command = { type: 'hide-columns', columns: ['followers'] } as const;
    expect(await handleCommand({ ...command, columns: [...command.columns] })).toEqual({
      result: 'ok',
    });
    expect(await hiddenColumnsStore.read()).toEqual(['followers']);
  });
});
