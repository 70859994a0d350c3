import { describe, expect, it } from 'vitest';
import { DeathWorld, KEY, NEXT_KEY, OTHER_KEY } from '../../soak/death-world.ts';

const MINUTE = 60_000;
/** `npm test` tries every fifth use of the disk, `npm run test:deaths` all. */
const STEP = process.env.EVERY_DEATH === undefined ? 5 : 1;

const NEW_RULE = { type: 'save-settings', changes: { sensitivity: 'sensitive' } };
const NEW_KEY = { type: 'save-key', key: NEXT_KEY, mayReplaceOrganization: false };
const OTHER_ORGANIZATION = { type: 'save-key', key: OTHER_KEY, mayReplaceOrganization: true };
const REMOVAL = { type: 'remove-key' };
const SYNC = { type: 'refresh' };

type Commands = (world: DeathWorld) => unknown;

const markAsSeen: Commands = (world) => ({
  type: 'mark-seen',
  postIds: world.breakoutIds(),
  isUndoable: false,
});

/**
 * Sends a command at each use of the disk by another, each time in a new world, and checks how it
 * ends.
 */
async function atEveryUseOf(
  command: unknown,
  interruption: unknown | Commands,
  check: (world: DeathWorld, formerIds: readonly string[]) => Promise<void>,
  begin: () => Promise<DeathWorld> = DeathWorld.connected,
): Promise<void> {
  const undisturbed = await begin();
  undisturbed.killAt(null, 'survives');
  await undisturbed.tell(command);
  expect(undisturbed.uses).toBeGreaterThan(5);
  for (let use = 1; use <= undisturbed.uses; use += STEP) {
    const world = await begin();
    const formerIds = world.breakoutIds();
    world.interruptAt(use, typeof interruption === 'function' ? interruption(world) : interruption);
    await world.tell(command);
    await world.pass(MINUTE);
    await check(world, formerIds);
  }
}

/** Checks a part of the state. */
const endsWith = (part: Readonly<Record<string, unknown>>) => async (world: DeathWorld) =>
  expect(await world.state()).toMatchObject(part);

/** A connected browser whose worker has been put to sleep. */
async function asleep(): Promise<DeathWorld> {
  const world = await DeathWorld.connected();
  world.browser.endWorker();
  return world;
}

/** A connected browser that has to publish again what a page reads first. */
async function withoutFirstRanking(): Promise<DeathWorld> {
  const world = await DeathWorld.connected();
  world.browser.removeLocal('firstRanking');
  return world;
}

/** Everything in all stores, without times and the diagnostics. */
async function everythingIn(world: DeathWorld) {
  const { events: _, dueJobs: __, settingTimes: ___, ...local } = world.browser.items('local');
  return { local, session: world.browser.items('session'), databases: await world.databases() };
}

describe('a mark that comes at any use of the disk', () => {
  it.each([
    ['a new rule', NEW_RULE],
    ['a setting that takes a sync', { type: 'save-settings', changes: { lookbackDays: 9 } }],
    ['another mark', { type: 'mute', target: { kind: 'creator', creatorName: 'somebody' } }],
  ])('of %s is kept', async (_, command) => {
    await atEveryUseOf(command, markAsSeen, async (world, ids) =>
      endsWith({ seen: [...ids].sort(), generations: [true] })(world),
    );
  });
});

describe('a setting that comes at any use of the disk', () => {
  it('of another setting is ranked with it', async () => {
    await atEveryUseOf(
      { type: 'save-settings', changes: { lookbackDays: 14 } },
      NEW_RULE,
      endsWith({ rule: '[14,"sensitive"]', generations: [true], published: [24, 14] }),
    );
  });

  it('of the start of a worker is ranked, and its ranking kept', async () => {
    await atEveryUseOf(
      { type: 'ping' },
      NEW_RULE,
      endsWith({ rule: '[7,"sensitive"]', generations: [true] }),
      asleep,
    );
  });

  it('of a new key decides where the key is', async () => {
    await atEveryUseOf(
      NEW_KEY,
      { type: 'save-settings', changes: { keyPersistence: 'session' } },
      endsWith({ keys: { device: null, session: NEXT_KEY, backup: null } }),
    );
  });
});

describe('a removal of the key', () => {
  it.each([
    ['a mark', markAsSeen],
    ['a new publication', { type: 'republish' }],
    ['a sync', SYNC],
    ['a setting', { type: 'save-settings', changes: { lookbackDays: 7 } }],
  ])('leaves nothing when %s comes at any of its uses', async (_, interruption) => {
    const fresh = await DeathWorld.open();
    await fresh.tell({ type: 'save-settings', changes: { lookbackDays: 7 } });
    const { local, ...rest } = await everythingIn(fresh);
    await atEveryUseOf(REMOVAL, interruption, async (world) => {
      const left = await everythingIn(world);
      expect(left.databases['critical-copies/copies']?.['"apiKey"']).toBeUndefined();
      expect({ ...left, local: { ...local, ...left.local } }).toMatchObject({
        local,
        session: rest.session,
      });
      expect(Object.keys(left.databases).filter((name) => !name.startsWith('critical'))).toEqual(
        [],
      );
    });
  });

  it.each([
    ['a sync', SYNC, DeathWorld.connected],
    ['a new publication', { type: 'republish' }, withoutFirstRanking],
  ])('leaves nothing when it comes at any use of the disk by %s', async (_, command, begin) => {
    await atEveryUseOf(
      command,
      REMOVAL,
      endsWith({ owner: null, published: null, library: null, databases: [], seen: [] }),
      begin,
    );
  });
});

describe('a new key that comes at any use of the disk by a sync', () => {
  it.each([
    ['of the organization', NEW_KEY, NEXT_KEY],
    ['of another organization', OTHER_ORGANIZATION, OTHER_KEY],
  ])('ends the requests with the former key (%s)', async (_, command, key) => {
    await atEveryUseOf(SYNC, command, async (world, formerIds) => {
      expect(await world.state()).toMatchObject({
        keys: { device: key, session: null, backup: key },
        published: [24, 7],
        problem: null,
        isUnfinished: false,
      });
      const wrong = world.requests.filter(
        ({ path, key: sent, storedKey }) => path !== '/v2/whoami' && sent !== storedKey,
      );
      expect(wrong.filter(({ key: sent }) => sent !== null)).toEqual([]);
      if (key !== OTHER_KEY) return;
      const stored = JSON.stringify([world.browser.items('local'), await world.databases()]);
      for (const trace of [KEY, ...formerIds]) expect(stored).not.toContain(trace);
    });
  });
});

describe('a new key', () => {
  it('survives a removal that a failure left undone meanwhile', async () => {
    const world = await DeathWorld.connected();
    const saving = world.browser.send(NEW_KEY);
    // The worker has started, and waits for the answer about the key.
    await world.pass(20);
    world.browser.put('local', { pendingRemoval: { version: 1, value: 'disconnect' } });
    await world.pass(MINUTE);
    expect(await saving).toEqual({ result: 'ok' });
    expect(await world.state()).toMatchObject({
      keys: { device: NEXT_KEY, session: null, backup: NEXT_KEY },
      pendingRemoval: null,
      published: [24, 7],
    });
  });
});
