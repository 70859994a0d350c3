import { beforeEach, describe, expect, it, vi } from 'vitest';
import { NEW_CHANNEL_MEMORY, NO_ALERT_MEMORY } from '../../../utils/alerts/alert-memory.ts';
import type { ValueDeclaration } from '../../../utils/storage/value-declaration.ts';
import { aPageState } from '../../builders/window-ranking.ts';

let registry: typeof import('../../../utils/storage/registry.ts');
let declaration: typeof import('../../../utils/storage/value-declaration.ts');

// Mutation testing tries declarations with those tests only that load them themselves.
beforeEach(async () => {
  vi.resetModules();
  registry = await import('../../../utils/storage/registry.ts');
  declaration = await import('../../../utils/storage/value-declaration.ts');
});

/** The keys of the declarations that a condition holds for. */
function keysWhere(condition: (declared: ValueDeclaration<unknown>) => boolean): string[] {
  return registry.REGISTRY.filter(condition).map(({ key }) => key);
}

/** The value as the next worker reads it. */
function readBack<T>(declared: ValueDeclaration<T>, value: T): T | undefined {
  return declaration.parseStored(declared, declaration.toEntry(declared, value).stored);
}

describe('declared values', () => {
  it('have names of their own, and fallbacks that their schemas accept', () => {
    const names = registry.REGISTRY.flatMap(({ key, formerKeys }) => [key, ...formerKeys]);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z]{4,}$/i.test(name))).toEqual([]);
    for (const declared of registry.REGISTRY)
      expect(readBack(declared, declared.fallback), declared.key).toEqual(declared.fallback);
  });

  it('are never on a disk if they are for one browser session', () => {
    expect(keysWhere(({ area }) => area !== 'local')).toEqual(
      keysWhere(({ area }) => area === 'session'),
    );
    expect(keysWhere(({ area }) => area === 'session')).toEqual([
      'sessionKey',
      'sessionWebhooks',
      'popupSession',
      'storageMode',
      'pendingBackups',
    ]);
  });

  it('have a backup if the user cannot have them again', () => {
    expect(registry.BACKED_UP_KEYS).toEqual([
      'apiKey',
      'webhooks',
      'keyOwner',
      'settings',
      'marks',
      'flags',
      'savedFilters',
      'channels',
    ]);
  });

  it('go with the organization unless they are settings or the worker’s own', () => {
    expect(keysWhere(({ isOrganizationData }) => !isOrganizationData)).toEqual([
      'settings',
      'settingTimes',
      'settingsSharing',
      'pageState',
      'hiddenColumns',
      'dueJobs',
      'pendingRemoval',
      'storageMode',
      'pendingBackups',
    ]);
    expect(registry.ORGANIZATION_KEYS).toContain('apiKey');
    expect(registry.ORGANIZATION_KEYS).not.toContain('settings');
    expect(registry.ORGANIZATION_KEYS).not.toContain('sessionKey');
    // The next key may be there already.
    expect(registry.SESSION_ORGANIZATION_KEYS).toEqual(['sessionWebhooks', 'popupSession']);
  });

  it('are reported if they hold neither secrets nor posts', () => {
    expect(keysWhere(({ isReported }) => isReported)).toEqual([
      'keyOwner',
      'settings',
      'publication',
      'syncStatus',
      'notices',
      'channels',
      'events',
    ]);
  });

  it('make up the state of pages', async () => {
    const { composePageState } = await import('../../../utils/storage/compose-page-state.ts');
    const state: object = JSON.parse(composePageState({}).value);
    expect(Object.keys(state).sort()).toEqual(Object.keys(aPageState()).sort());
  });

  it('read back each word that the worker stores', () => {
    const { apiKey, flags, pendingRemoval, settingsSharing, settingTimes, storageMode } = registry;
    expect(readBack(apiKey, 'ca_canary')).toBe('ca_canary');
    expect(declaration.toEntry(apiKey, 'ca_canary').stored).toMatchObject({ version: 1 });
    for (const kind of ['disconnect', 'other-organization', 'everything'] as const)
      expect(readBack(pendingRemoval, kind)).toBe(kind);
    for (const failure of ['quota', 'failed'] as const)
      expect(readBack(settingsSharing, { failure })).toEqual({ failure });
    for (const mode of ['local', 'session-fallback'] as const)
      expect(readBack(storageMode, { mode, repairedBy: '1' })).toEqual({ mode, repairedBy: '1' });
    expect(readBack(settingTimes, { lookbackDays: 1 })).toEqual({ lookbackDays: 1 });
    expect(readBack(flags, { rule: '7', posts: [] })).toEqual({ rule: '7', posts: [] });
  });
});

describe('alertMemory', () => {
  it('keeps what a former version has sent, so that nothing is sent twice', () => {
    const { sentStrengths: told, ...others } = { ...NEW_CHANNEL_MEMORY, sentStrengths: { p1: 8 } };
    const channels = { ...NO_ALERT_MEMORY.channels, slack: { told, ...others } };
    const stored = { version: 1, value: { ...NO_ALERT_MEMORY, channels } };
    const memory = declaration.parseStored(registry.alertMemory, stored);
    expect(memory?.channels.slack).toEqual({ ...NEW_CHANNEL_MEMORY, sentStrengths: told });
  });
});

describe('OBSOLETE_KEYS', () => {
  it('match the keys of earlier versions only', () => {
    const former = ['setAside', 'set-aside/settings', 'ranking/4/7d'];
    const others = ['setAsideTwice', 'is/setAside', 'not/set-aside/1', 'the/ranking/4', 'rankings'];
    const obsolete = [...former, ...others].filter((key) =>
      registry.OBSOLETE_KEYS.some((pattern) => pattern.test(key)),
    );
    expect(obsolete).toEqual(former);
  });
});
