import { expect } from 'vitest';
import { type DeathWorld, KEY, NEXT_KEY, OTHER_KEY } from './death-world.ts';

/** Something that writes, in which the worker may die at each write. */
export interface DeathScenario {
  readonly name: string;
  /** Begins in a browser whose extension has synced with a key; else in a new one. */
  readonly isConnected: boolean;
  /** Brings the world to where the scenario begins, without deaths. */
  prepare?(world: DeathWorld): Promise<void>;
  /** @param repeats a page sends the command once more; else it is closed when the worker dies */
  act(world: DeathWorld, repeats: boolean): Promise<boolean>;
  /** Parts of the state that it leads to. */
  readonly leadsTo?: Readonly<Record<string, unknown>>;
  /** It ends the same whether the page is there or not: the worker does it by itself. */
  readonly isUnattended?: boolean;
}

const ORG = 'organization-of-the-soak';
const OTHER_ORG = 'other-organization-of-the-soak';

const settings = (name: string, changes: Readonly<Record<string, unknown>>): DeathScenario => ({
  name,
  isConnected: true,
  leadsTo: { settings: expect.objectContaining(changes) },
  act: (world, repeats) => world.tell({ type: 'save-settings', changes }, repeats),
});

const NO_KEYS = { device: null, session: null, backup: null };
const REMOVED = {
  keys: NO_KEYS,
  owner: null,
  published: null,
  generations: [],
  rule: '',
  seen: [],
  library: null,
  history: [],
};
const onDevice = (key: string) => ({ device: key, session: null, backup: key });

const saveKey = (
  name: string,
  key: string,
  organization: string,
  isConnected: boolean,
): DeathScenario => ({
  name,
  isConnected,
  leadsTo: {
    keys: onDevice(key),
    owner: [organization, key.slice(-4)],
    published: [24, 7],
    problem: null,
  },
  act: (world, repeats) =>
    world.tell({ type: 'save-key', key, mayReplaceOrganization: true }, repeats),
});

/** Every command, sync, key change, removal and update. */
export const DEATH_SCENARIOS: readonly DeathScenario[] = [
  saveKey('saving the first key', KEY, ORG, false),
  saveKey('replacing the key by another of the organization', NEXT_KEY, ORG, true),
  saveKey('replacing the key by one of another organization', OTHER_KEY, OTHER_ORG, true),
  {
    name: 'replacing a key of this session by one of another organization',
    isConnected: true,
    prepare: async (world) => {
      await world.tell({ type: 'save-settings', changes: { keyPersistence: 'session' } });
    },
    act: (world, repeats) =>
      world.tell({ type: 'save-key', key: OTHER_KEY, mayReplaceOrganization: true }, repeats),
  },
  {
    name: 'removing the key',
    isConnected: true,
    leadsTo: REMOVED,
    act: (world, repeats) => world.tell({ type: 'remove-key' }, repeats),
  },
  {
    name: 'removing a key of this session',
    isConnected: true,
    prepare: async (world) => {
      await world.tell({ type: 'save-settings', changes: { keyPersistence: 'session' } });
    },
    leadsTo: REMOVED,
    act: (world, repeats) => world.tell({ type: 'remove-key' }, repeats),
  },
  {
    ...settings('keeping the key for this session only', { keyPersistence: 'session' }),
    leadsTo: { keys: { device: null, session: KEY, backup: null } },
  },
  {
    name: 'keeping the key on the device again',
    isConnected: true,
    prepare: async (world) => {
      await world.tell({ type: 'save-settings', changes: { keyPersistence: 'session' } });
    },
    leadsTo: { keys: onDevice(KEY) },
    act: (world, repeats) =>
      world.tell({ type: 'save-settings', changes: { keyPersistence: 'device' } }, repeats),
  },
  settings('changing the look-back window to one that was fetched', { lookbackDays: 14 }),
  settings('changing the look-back window to one that has to be fetched', { lookbackDays: 9 }),
  settings('changing the lists', { lists: 'both' }),
  settings('changing the sensitivity', { sensitivity: 'sensitive' }),
  settings('changing the interval', { refreshMinutes: 30 }),
  {
    name: 'marking breakouts as seen',
    isConnected: true,
    prepare: (world) => world.rest(),
    act: (world, repeats) =>
      world.tell({ type: 'mark-seen', postIds: world.breakoutIds(), isUndoable: false }, repeats),
  },
  {
    name: 'muting a post',
    isConnected: true,
    prepare: (world) => world.rest(),
    act: (world, repeats) =>
      world.tell(
        {
          type: 'mute',
          target: {
            kind: 'post',
            postId: world.breakoutIds()[0],
            accountName: null,
            caption: null,
          },
        },
        repeats,
      ),
  },
  {
    name: 'a sync',
    isConnected: true,
    isUnattended: true,
    act: (world) => world.tell({ type: 'refresh' }, false),
  },
  {
    name: 'the first sync',
    isConnected: false,
    isUnattended: true,
    prepare: async (world) => {
      // The key is stored, and the worker has died before the sync began.
      await world.tell({ type: 'save-key', key: KEY, mayReplaceOrganization: false });
    },
    act: (world) => world.tell({ type: 'refresh' }, false),
  },
  {
    name: 'an update from version 0.1.0',
    isConnected: true,
    isUnattended: true,
    leadsTo: { keys: onDevice(KEY), owner: [ORG, '0001'], published: [24, 7], notices: [] },
    async prepare(world) {
      world.becomeVersion010();
    },
    async act(world) {
      world.browser.update();
      await world.pass(60_000);
      return true;
    },
  },
];
