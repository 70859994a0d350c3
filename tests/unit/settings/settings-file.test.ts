import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../utils/settings/settings.ts';
import {
  readSettingsFile,
  TRAVELLING_SETTINGS,
  writeSettingsFile,
} from '../../../utils/settings/settings-file.ts';
import { settingsWith } from '../../builders/settings.ts';
import { NOW } from '../../builders/time.ts';

const fileOf = (settings: object, version = 1) =>
  JSON.stringify({ format: 'breakouts-settings', version, settings });

describe('writeSettingsFile', () => {
  it('holds every setting but those of one browser, and its version', () => {
    const file = JSON.parse(
      writeSettingsFile(settingsWith({ keyPersistence: 'session' }), [], NOW),
    );
    const exportedAt = new Date(NOW).toISOString();
    expect(file).toMatchObject({ format: 'breakouts-settings', version: 1, exportedAt });
    expect(Object.keys(file.settings).sort()).toEqual(
      Object.keys(DEFAULT_SETTINGS)
        .filter((name) => name !== 'keyPersistence' && name !== 'syncSettings')
        .sort(),
    );
  });

  it('holds nothing that a later version has added', () => {
    const settings = { ...settingsWith(), webhookUrl: 'https://hooks.example/secret' };
    expect(writeSettingsFile(settings, [], NOW)).not.toContain('secret');
  });
});

describe('readSettingsFile', () => {
  it('gives back what was written', () => {
    const settings = settingsWith({ lookbackDays: 30, theme: 'dark', showCovers: false });
    const read = readSettingsFile(
      writeSettingsFile(settings, [{ id: 'a' }], NOW),
      DEFAULT_SETTINGS,
    );
    expect(read).toEqual({
      ok: true,
      changes: { lookbackDays: 30, theme: 'dark', showCovers: false },
      unknown: [],
      invalid: [],
      savedFilters: [{ id: 'a' }],
    });
  });

  it('changes nothing where the settings are the same', () => {
    const read = readSettingsFile(writeSettingsFile(DEFAULT_SETTINGS, [], NOW), DEFAULT_SETTINGS);
    expect(read).toMatchObject({ ok: true, changes: {} });
  });

  it('lists what is unknown and what does not fit, and takes the rest', () => {
    const text = fileOf({ lookbackDays: 0, theme: 'pink', lists: 'both', font: 'Comic Sans' });
    expect(readSettingsFile(text, DEFAULT_SETTINGS)).toEqual({
      ok: true,
      changes: { lists: 'both' },
      unknown: ['font'],
      invalid: ['lookbackDays', 'theme'],
      // Files of earlier versions have no saved filters.
      savedFilters: [],
    });
  });

  it('takes over neither the place of the key nor the choice to share', () => {
    const text = fileOf({ keyPersistence: 'session', syncSettings: true });
    expect(readSettingsFile(text, DEFAULT_SETTINGS)).toMatchObject({
      changes: {},
      unknown: ['keyPersistence', 'syncSettings'],
    });
  });

  it.each(['', 'not JSON', '[]', '{}', 'null', '{"format":"other","version":1,"settings":{}}'])(
    'refuses “%s”',
    (text) => {
      expect(readSettingsFile(text, DEFAULT_SETTINGS)).toEqual({
        ok: false,
        fault: 'not-settings',
      });
    },
  );

  it('refuses a file of a newer version', () => {
    expect(readSettingsFile(fileOf({ theme: 'dark' }, 2), DEFAULT_SETTINGS)).toEqual({
      ok: false,
      fault: 'newer-version',
    });
  });

  it('ignores entries that would reach beyond the settings', () => {
    const text = '{"format":"breakouts-settings","version":1,"settings":{"__proto__":{"a":1}}}';
    expect(readSettingsFile(text, DEFAULT_SETTINGS)).toMatchObject({ ok: true, changes: {} });
    expect(TRAVELLING_SETTINGS).not.toContain('__proto__');
  });
});
