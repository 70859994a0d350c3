import { describe, expect, it } from 'vitest';
import { DeathWorld, KEY, NEXT_KEY, OTHER_KEY } from '../../soak/death-world.ts';

const MINUTE = 60_000;

describe('two concurrent commands', () => {
  it('keep the marks of one and the rule of the other', async () => {
    const world = await DeathWorld.connected();
    await world.rest();
    const postIds = world.breakoutIds();
    expect(postIds.length).toBeGreaterThan(0);
    await world.tellTogether(
      { type: 'save-settings', changes: { sensitivity: 'sensitive' } },
      { type: 'mark-seen', postIds, isUndoable: false },
    );
    const { seen, rule } = await world.state();
    expect(seen).toEqual([...postIds].sort());
    expect(rule).toContain('sensitive');
  });

  it('keep both marks', async () => {
    const world = await DeathWorld.connected();
    await world.rest();
    const [first, second] = world.breakoutIds();
    expect(second).toBeDefined();
    await world.tellTogether(
      { type: 'mark-seen', postIds: [first], isUndoable: false },
      { type: 'mark-seen', postIds: [second], isUndoable: false },
    );
    expect((await world.state()).seen).toEqual([first, second].sort());
  });

  it('keep both settings', async () => {
    const world = await DeathWorld.connected();
    await world.tellTogether(
      { type: 'save-settings', changes: { refreshMinutes: 30 } },
      { type: 'save-settings', changes: { badgeCounts: 'all' } },
    );
    expect(world.value('settings')).toMatchObject({ refreshMinutes: 30, badgeCounts: 'all' });
  });

  it('leave the key where the last one wants it', async () => {
    const world = await DeathWorld.connected();
    await world.tellTogether(
      { type: 'save-settings', changes: { keyPersistence: 'session' } },
      { type: 'save-key', key: NEXT_KEY, mayReplaceOrganization: false },
    );
    expect((await world.state()).keys).toEqual({ device: null, session: NEXT_KEY, backup: null });
  });
});

describe('key changed during a sync', () => {
  it('publishes nothing of the former organization, and stops using its key', async () => {
    const world = await DeathWorld.connected();
    const former = world.breakoutIds();
    await world.tellTogether(
      { type: 'refresh' },
      { type: 'save-key', key: OTHER_KEY, mayReplaceOrganization: true },
      { type: 'refresh' },
    );
    await world.rest();
    const keys = world.requests.map(({ key }) => key);
    expect(keys.slice(keys.indexOf(OTHER_KEY) + 1).lastIndexOf(KEY)).toBeLessThan(5);
    const { owner, published, problem } = await world.state();
    expect({ owner, published, problem }).toEqual({
      owner: ['other-organization-of-the-soak', '0003'],
      published: [24, 7],
      problem: null,
    });
    expect(JSON.stringify(await world.databases())).not.toContain(former[0]);
  });

  it('leaves nothing when the key is removed', async () => {
    const world = await DeathWorld.connected();
    await world.tellTogether({ type: 'refresh' }, { type: 'remove-key' }, { type: 'refresh' });
    await world.rest();
    expect(await world.state()).toMatchObject({
      owner: null,
      published: null,
      library: null,
      history: [],
    });
    expect(Object.keys(await world.databases())).toEqual([]);
  });
});

describe('job alarm', () => {
  it('wakes the worker within a minute during a sync', async () => {
    const world = await DeathWorld.connected();
    await world.pass(30 * MINUTE);
    const asked = world.requests.length;
    const before = world.value<{ lastSuccessAt: number }>('syncStatus')?.lastSuccessAt;
    const answering = world.browser.send({ type: 'refresh' });
    // The first response takes longer.
    await world.pass(50);
    await answering;
    expect(world.requests.length).toBeGreaterThan(asked);
    expect(world.value<{ lastSuccessAt: number }>('syncStatus')?.lastSuccessAt).toBe(before);
    expect(world.alarmIn).toBeLessThanOrEqual(MINUTE);
  });

  it('is set for the next poll when idle', async () => {
    const world = await DeathWorld.connected();
    const poll = world.value<{ poll: number }>('dueJobs')?.poll ?? 0;
    expect(poll).toBeGreaterThan(world.now);
    expect(world.alarmIn).toBe(poll - world.now);
  });

  it('is recreated at the next start when the browser has lost it', async () => {
    const world = await DeathWorld.connected();
    const poll = world.value<{ poll: number }>('dueJobs')?.poll ?? 0;
    world.browser.endWorker();
    world.browser.loseAlarms();
    await world.tell({ type: 'ping' });
    expect(world.alarmIn).toBe(poll - world.now);
  });

  it('is set before anything that a starting worker may die at', async () => {
    const world = await DeathWorld.connected();
    world.browser.endWorker();
    world.browser.loseAlarms();
    world.killAt(2, 'dies-before');
    void world.browser.send({ type: 'ping' });
    await world.pass(1000);
    expect(world.browser.deaths).toBe(1);
    expect(world.alarmIn).not.toBeNull();
    expect(world.alarmIn).toBeLessThanOrEqual(MINUTE);
  });

  it('follows the interval', async () => {
    const world = await DeathWorld.connected();
    await world.tell({ type: 'save-settings', changes: { refreshMinutes: 15 } });
    expect(world.alarmIn).toBeLessThanOrEqual(15 * MINUTE);
  });

  it('is set for the end of each snooze', async () => {
    const world = await DeathWorld.connected();
    await world.tell({ type: 'save-settings', changes: { refreshMinutes: 120 } });
    await world.tell({ type: 'refresh' });
    const [first, second] = world.breakoutIds();
    const beganAt = world.now;
    for (const [postId, minutes] of [
      [first, 30],
      [second, 50],
    ] as const) {
      const snooze = { until: beganAt + minutes * MINUTE };
      await world.tell({ type: 'snooze', postIds: [postId], snooze });
    }
    expect(world.now + (world.alarmIn ?? 0)).toBe(beganAt + 30 * MINUTE);
    await world.pass(35 * MINUTE);
    expect(world.now + (world.alarmIn ?? 0)).toBe(beganAt + 50 * MINUTE);
  });

  it('starts a sync after each interval', async () => {
    const world = await DeathWorld.connected();
    const before = world.value<{ lastSuccessAt: number }>('syncStatus')?.lastSuccessAt ?? 0;
    await world.pass(61 * MINUTE);
    expect(world.value<{ lastSuccessAt: number }>('syncStatus')?.lastSuccessAt).toBeGreaterThan(
      before,
    );
  });
});

describe('command to a worker that has just started', () => {
  it('runs after the repair of storage', async () => {
    const world = await DeathWorld.connected();
    await world.tell({ type: 'save-settings', changes: { refreshMinutes: 45 } });
    world.browser.close();
    world.browser.put('local', { settings: 'junk', keyOwner: 'junk' });
    world.browser.open();
    await world.tell({ type: 'save-settings', changes: { badgeCounts: 'all' } });
    expect(world.value('settings')).toMatchObject({ refreshMinutes: 45, badgeCounts: 'all' });
    expect((await world.state()).owner).toEqual(['organization-of-the-soak', '0001']);
  });
});

describe('badge', () => {
  it('follows the key and the status at once', async () => {
    const world = await DeathWorld.open();
    const badge = () => world.browser.badgeTexts.at(-1);
    expect(badge()).toBe('!');
    const saved = world.browser.send({
      type: 'save-key',
      key: KEY,
      mayReplaceOrganization: false,
    });
    // The key is checked and stored, and the first pages are on their way.
    await world.pass(700);
    await saved;
    expect(world.value<{ progress: unknown }>('syncStatus')?.progress).not.toBeNull();
    expect(badge()).toBe('…');
    await world.pass(MINUTE);
    expect(badge()).toBe(String(world.breakoutIds().length));
    await world.tell({ type: 'remove-key' });
    expect(badge()).toBe('!');
  });
});
