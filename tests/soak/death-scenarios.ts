import { expect } from 'vitest';
import type { Marks } from '../../utils/state/marks.ts';
import { SLACK_ADDRESS } from '../sandbox-api/fake-webhooks.ts';
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
  /** Parts of the state that may differ by when the worker died. */
  readonly mayDiffer?: readonly string[];
  /** It removes an organization, and the history of its posts with it. */
  readonly removesHistory?: true;
  /** It ranks many posts: `npm test` tries every fourth write only. */
  readonly isSlow?: true;
  /** It ends the same whether the page is there or not: the worker does it by itself. */
  readonly isUnattended?: boolean;
}

const DAY = 86_400_000;
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
  webhooks: NO_KEYS,
  channels: {},
  waiting: 0,
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
  begins: Pick<DeathScenario, 'isConnected' | 'removesHistory'>,
): DeathScenario => ({
  name,
  ...begins,
  leadsTo: {
    keys: onDevice(key),
    owner: [organization, key.slice(-4)],
    published: [24, 7],
    problem: null,
  },
  act: (world, repeats) =>
    world.tell({ type: 'save-key', key, mayReplaceOrganization: true }, repeats),
});

const saveWebhook = (world: DeathWorld, repeats = true) =>
  world.tell({ type: 'save-webhook', channel: 'slack', address: SLACK_ADDRESS }, repeats);
const SLACK_ONLY = { slack: SLACK_ADDRESS, discord: null };

const mutedPost = (postId: string) =>
  ({ kind: 'post', postId, accountName: null, caption: null }) as const;
const MUTED_ACCOUNT = {
  kind: 'account',
  accountKey: 'account-of-the-soak',
  accountName: null,
  platform: null,
};
const FILTER = {
  id: 'filter-1',
  name: 'TikTok, a week',
  windowDays: 7,
  search: '',
  filters: { platform: 'tiktok' },
};

/** Every command, sync, key change, removal and update. */
export const DEATH_SCENARIOS: readonly DeathScenario[] = [
  saveKey('saving the first key', KEY, ORG, { isConnected: false }),
  saveKey('replacing the key by another of the organization', NEXT_KEY, ORG, {
    isConnected: true,
  }),
  saveKey('replacing the key by one of another organization', OTHER_KEY, OTHER_ORG, {
    isConnected: true,
    removesHistory: true,
  }),
  {
    name: 'replacing a key of this session by one of another organization',
    isConnected: true,
    removesHistory: true,
    prepare: async (world) => {
      await world.tell({ type: 'save-settings', changes: { keyPersistence: 'session' } });
    },
    act: (world, repeats) =>
      world.tell({ type: 'save-key', key: OTHER_KEY, mayReplaceOrganization: true }, repeats),
  },
  {
    name: 'removing the key',
    isConnected: true,
    removesHistory: true,
    leadsTo: REMOVED,
    act: (world, repeats) => world.tell({ type: 'remove-key' }, repeats),
  },
  {
    name: 'removing a key of this session',
    isConnected: true,
    removesHistory: true,
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
  {
    name: 'deleting all data, the shared settings included',
    isConnected: true,
    removesHistory: true,
    prepare: async (world) => {
      await world.tell({ type: 'save-settings', changes: { syncSettings: true } });
      await world.tell({ type: 'save-settings', changes: { refreshMinutes: 90 } });
    },
    leadsTo: { ...REMOVED, settings: null, shared: {} },
    act: (world, repeats) => world.tell({ type: 'delete-all-data' }, repeats),
  },
  {
    name: 'saving a webhook',
    isConnected: true,
    leadsTo: {
      webhooks: { device: SLACK_ONLY, session: null, backup: SLACK_ONLY },
      channels: { slack: SLACK_ADDRESS.slice(-4) },
    },
    act: saveWebhook,
  },
  {
    name: 'saving a webhook for this session only',
    isConnected: true,
    prepare: async (world) => {
      await world.tell({ type: 'save-settings', changes: { keyPersistence: 'session' } });
    },
    leadsTo: {
      webhooks: { device: null, session: SLACK_ONLY, backup: null },
      channels: { slack: SLACK_ADDRESS.slice(-4) },
    },
    act: saveWebhook,
  },
  {
    name: 'moving a webhook to this session',
    isConnected: true,
    prepare: async (world) => {
      await saveWebhook(world);
    },
    leadsTo: { webhooks: { device: null, session: SLACK_ONLY, backup: null } },
    act: (world, repeats) =>
      world.tell({ type: 'save-settings', changes: { keyPersistence: 'session' } }, repeats),
  },
  {
    name: 'removing a webhook',
    isConnected: true,
    prepare: async (world) => {
      await saveWebhook(world);
    },
    leadsTo: { channels: {} },
    act: (world, repeats) => world.tell({ type: 'remove-webhook', channel: 'slack' }, repeats),
  },
  {
    name: 'removing the key and a webhook',
    isConnected: true,
    removesHistory: true,
    prepare: async (world) => {
      await saveWebhook(world);
    },
    leadsTo: REMOVED,
    act: (world, repeats) => world.tell({ type: 'remove-key' }, repeats),
  },
  {
    name: 'sharing the settings',
    isConnected: true,
    prepare: async (world) => {
      world.browser.put('sync', { 'setting.lookbackDays': { value: 14, at: world.now + DAY } });
      await world.tell({ type: 'save-settings', changes: { refreshMinutes: 90 } });
    },
    leadsTo: {
      settings: expect.objectContaining({ lookbackDays: 14, refreshMinutes: 90 }),
      shared: { 'setting.lookbackDays': 14, 'setting.refreshMinutes': 90 },
      published: [24, 14],
    },
    act: (world, repeats) =>
      world.tell({ type: 'save-settings', changes: { syncSettings: true } }, repeats),
  },
  {
    name: 'starting the sample',
    isConnected: false,
    isSlow: true,
    leadsTo: { problem: null, isUnfinished: false, generations: [true] },
    act: (world, repeats) => world.tell({ type: 'start-sample' }, repeats),
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
    name: 'snoozing a post',
    isConnected: true,
    prepare: (world) => world.rest(),
    act: (world, repeats) =>
      world.tell(
        {
          type: 'snooze',
          postIds: world.breakoutIds().slice(0, 1),
          snooze: { until: world.now + 2 * DAY },
        },
        repeats,
      ),
  },
  {
    name: 'taking a mark back',
    isConnected: true,
    async prepare(world) {
      await world.rest();
      await world.tell({ type: 'mark-seen', postIds: world.breakoutIds(), isUndoable: true });
    },
    leadsTo: { seen: [] },
    act: (world, repeats) =>
      world.tell({ type: 'undo', id: world.value<Marks>('marks')?.undo.at(-1)?.id }, repeats),
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
    name: 'muting several posts',
    isConnected: true,
    prepare: (world) => world.rest(),
    act: (world, repeats) =>
      world.tell(
        { type: 'mute-many', targets: world.breakoutIds().slice(0, 2).map(mutedPost) },
        repeats,
      ),
  },
  {
    name: 'ending a mute',
    isConnected: true,
    async prepare(world) {
      await world.rest();
      await world.tell({ type: 'mute', target: MUTED_ACCOUNT });
    },
    leadsTo: { marks: expect.objectContaining({ accounts: [] }) },
    act: (world, repeats) => world.tell({ type: 'unmute', target: MUTED_ACCOUNT }, repeats),
  },
  {
    name: 'marking breakouts as new',
    isConnected: true,
    async prepare(world) {
      await world.rest();
      await world.tell({ type: 'mark-seen', postIds: world.breakoutIds(), isUndoable: false });
    },
    leadsTo: { seen: [] },
    act: (world, repeats) =>
      world.tell({ type: 'mark-new', postIds: world.breakoutIds() }, repeats),
  },
  {
    name: 'saving a filter',
    isConnected: true,
    leadsTo: { filters: [FILTER.name] },
    act: (world, repeats) =>
      world.tell({ type: 'save-filter', filter: FILTER, place: null }, repeats),
  },
  {
    name: 'deleting a filter',
    isConnected: true,
    prepare: async (world) => {
      await world.tell({ type: 'save-filter', filter: FILTER, place: null });
    },
    leadsTo: { filters: [] },
    act: (world, repeats) => world.tell({ type: 'delete-filter', id: FILTER.id }, repeats),
  },
  {
    name: 'hiding a column',
    isConnected: true,
    leadsTo: { hiddenColumns: ['usual'] },
    act: (world, repeats) => world.tell({ type: 'hide-columns', columns: ['usual'] }, repeats),
  },
  {
    name: 'switching a channel on',
    isConnected: true,
    prepare: (world) => world.rest(),
    leadsTo: { channels: { desktop: null } },
    act: (world, repeats) =>
      world.tell({ type: 'switch-channel', channel: 'desktop', isOn: true }, repeats),
  },
  {
    name: 'switching a channel off',
    isConnected: true,
    async prepare(world) {
      await saveWebhook(world);
      await world.rest();
    },
    leadsTo: {
      channels: {},
      waiting: 0,
      webhooks: expect.objectContaining({ device: SLACK_ONLY }),
    },
    act: (world, repeats) =>
      world.tell({ type: 'switch-channel', channel: 'slack', isOn: false }, repeats),
  },
  {
    name: 'dismissing notices',
    isConnected: true,
    async prepare(world) {
      world.browser.put('local', { notices: { version: 1, value: ['history-lost'] } });
    },
    leadsTo: { notices: [] },
    act: (world, repeats) => world.tell({ type: 'dismiss-notices' }, repeats),
  },
  {
    name: 'showing a notice of a new breakout',
    isConnected: true,
    async prepare(world) {
      await world.rest();
      await world.tell({ type: 'switch-channel', channel: 'desktop', isOn: true });
      world.forgetBreakout(world.breakoutIds()[0] ?? '');
    },
    leadsTo: {
      desktop: [expect.any(String)],
      alerts: expect.objectContaining({ sent: 1, toShow: 0, waiting: [] }),
    },
    act: (world, repeats) => world.tell({ type: 'republish' }, repeats),
  },
  {
    name: 'pausing alerts',
    isConnected: true,
    prepare: (world) => world.rest(),
    leadsTo: { alerts: expect.objectContaining({ isPaused: true }) },
    act: (world, repeats) =>
      world.tell({ type: 'pause-alerts', until: world.now + 2 * DAY }, repeats),
  },
  {
    name: 'publishing again what a page could not read',
    isConnected: true,
    async prepare(world) {
      world.browser.removeLocal('firstRanking');
    },
    leadsTo: { generations: [true] },
    act: (world, repeats) => world.tell({ type: 'republish' }, repeats),
  },
  {
    name: 'a withdrawal of access to the API',
    isConnected: true,
    isUnattended: true,
    leadsTo: { problem: expect.objectContaining({ kind: 'access-missing' }) },
    // A poll that comes first begins a sync, which goes on after the grant.
    mayDiffer: ['isUnfinished'],
    async act(world) {
      world.browser.setApiAccess(false);
      await world.pass(60_000);
      return true;
    },
  },
  {
    name: 'a grant of access to the API',
    isConnected: true,
    isUnattended: true,
    async prepare(world) {
      world.browser.setApiAccess(false);
      await world.rest();
    },
    leadsTo: { problem: null, published: [24, 7] },
    async act(world) {
      world.browser.setApiAccess(true);
      await world.pass(60_000);
      return true;
    },
  },
  {
    name: 'a restart of the browser',
    isConnected: true,
    isUnattended: true,
    leadsTo: { keys: onDevice(KEY), published: [24, 7], notices: [] },
    async act(world) {
      world.browser.close();
      await world.pass(90 * 60_000);
      world.browser.open();
      await world.pass(60_000);
      return true;
    },
  },
  {
    name: 'a restart of the browser that loses the key of the session',
    isConnected: true,
    isUnattended: true,
    prepare: async (world) => {
      await world.tell({ type: 'save-settings', changes: { keyPersistence: 'session' } });
    },
    leadsTo: {
      keys: NO_KEYS,
      problem: expect.objectContaining({ kind: 'key-missing' }),
    },
    async act(world) {
      world.browser.close();
      await world.pass(60_000);
      world.browser.open();
      await world.pass(60_000);
      return true;
    },
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
