import { describe, expect, it } from 'vitest';
import { DeathWorld, KEY, NEXT_KEY, OTHER_KEY } from '../../soak/death-world.ts';

/* The worker ends with its response, and no other one starts: the result must be stored by then. */

const DAY = 86_400_000;

/** Runs a command until its page has the response, and waits until everything is idle. */
async function worldAfter(world: DeathWorld, command: unknown): Promise<DeathWorld> {
  expect(await world.tellAndEnd(command)).toEqual({ result: 'ok' });
  return world;
}

async function rested(): Promise<DeathWorld> {
  const world = await DeathWorld.connected();
  await world.rest();
  return world;
}

const firstPost = (world: DeathWorld) => world.breakoutIds()[0] ?? '';

describe('answer to a page', () => {
  it('comes after the first key and its backup were stored', async () => {
    const command = { type: 'save-key', key: KEY, mayReplaceOrganization: false };
    const { keys, owner } = await (await worldAfter(await DeathWorld.open(), command)).state();
    expect({ keys, owner }).toEqual({
      keys: { device: KEY, session: null, backup: KEY },
      owner: ['organization-of-the-soak', '0001'],
    });
  });

  it('comes after the former key of the organization was replaced everywhere', async () => {
    const command = { type: 'save-key', key: NEXT_KEY, mayReplaceOrganization: false };
    const { keys } = await (await worldAfter(await rested(), command)).state();
    expect(keys).toEqual({ device: NEXT_KEY, session: null, backup: NEXT_KEY });
  });

  it('comes after everything of the former organization was removed', async () => {
    const before = await rested();
    const former = before.breakoutIds();
    const command = { type: 'save-key', key: OTHER_KEY, mayReplaceOrganization: true };
    const world = await worldAfter(before, command);
    expect(await world.state()).toMatchObject({
      keys: { device: OTHER_KEY, session: null, backup: OTHER_KEY },
      published: null,
      generations: [],
      library: null,
      history: [],
      pendingRemoval: null,
    });
    const stored = JSON.stringify([world.browser.items('local'), await world.databases()]);
    for (const trace of [KEY, ...former]) expect(stored).not.toContain(trace);
  });

  it('comes after the key and everything fetched with it were removed', async () => {
    const world = await worldAfter(await rested(), { type: 'remove-key' });
    expect(await world.state()).toMatchObject({
      keys: { device: null, session: null, backup: null },
      owner: null,
      published: null,
      databases: [],
      pendingRemoval: null,
    });
  });

  it('comes after a removal has taken the resume of the sync off the list', async () => {
    const world = await rested();
    void world.browser.send({ type: 'refresh' });
    // The sync waits for its first response.
    await world.pass(50);
    expect((await world.state()).jobs).toContain('resume');
    await worldAfter(world, { type: 'remove-key' });
    expect((await world.state()).jobs).not.toContain('resume');
  });

  it('comes after the key for this session only has left the disk', async () => {
    const command = { type: 'save-settings', changes: { keyPersistence: 'session' } };
    const { keys } = await (await worldAfter(await rested(), command)).state();
    expect(keys).toEqual({ device: null, session: KEY, backup: null });
  });

  it('comes after a new key for this session only was stored, and nowhere else', async () => {
    const world = await rested();
    await world.tell({ type: 'save-settings', changes: { keyPersistence: 'session' } });
    const command = { type: 'save-key', key: NEXT_KEY, mayReplaceOrganization: false };
    const { keys } = await (await worldAfter(world, command)).state();
    expect(keys).toEqual({ device: null, session: NEXT_KEY, backup: null });
  });

  it('comes after a setting, its backup and its ranking were stored', async () => {
    const command = { type: 'save-settings', changes: { sensitivity: 'sensitive' } };
    const world = await worldAfter(await rested(), command);
    expect(world.value('settings')).toMatchObject({ sensitivity: 'sensitive' });
    const databases = await world.databases();
    expect(databases['critical-copies/copies']?.['"settings"']).toMatchObject({
      value: { sensitivity: 'sensitive' },
    });
    const { rule, generations } = await world.state();
    expect({ rule, generations }).toEqual({ rule: '[7,"sensitive"]', generations: [true] });
  });

  it('comes after the alarm follows a new interval', async () => {
    const command = { type: 'save-settings', changes: { refreshMinutes: 15 } };
    const world = await worldAfter(await rested(), command);
    expect(world.alarmIn).toBeLessThanOrEqual(15 * 60_000);
  });

  it.each([
    ['mark-seen', (id: string) => ({ postIds: [id], isUndoable: true }), ['seenAt']],
    ['snooze', (id: string) => ({ postIds: [id], snooze: { until: 4e12 + DAY } }), ['snoozed']],
    [
      'mute',
      (postId: string) => ({
        target: { kind: 'post', postId, accountName: null, caption: null },
      }),
      ['muted'],
    ],
  ] as const)('comes after the mark and its backup were stored (%s)', async (type, rest, kinds) => {
    const before = await rested();
    const id = firstPost(before);
    const world = await worldAfter(before, { type, ...rest(id) });
    const { marks } = await world.state();
    expect(marks).toMatchObject({ posts: { [id]: kinds }, undo: [type] });
    const copy = (await world.databases())['critical-copies/copies']?.['"marks"'];
    expect(copy).toEqual(world.browser.items('local').marks);
  });

  it('comes after the end of a snooze was planned', async () => {
    const before = await rested();
    const snooze = { until: before.now + DAY };
    const command = { type: 'snooze', postIds: [firstPost(before)], snooze };
    expect((await (await worldAfter(before, command)).state()).jobs).toContain('repaint');
  });

  it('comes after a mark was taken back', async () => {
    const before = await rested();
    const id = firstPost(before);
    await before.tell({ type: 'mark-seen', postIds: [id], isUndoable: true });
    const undoId = before.value<{ undo: { id: string }[] }>('marks')?.undo[0]?.id;
    const world = await worldAfter(before, { type: 'undo', id: undoId });
    expect((await world.state()).marks).toMatchObject({ posts: {}, undo: [] });
  });

  it('comes after notices were dismissed', async () => {
    const world = await rested();
    world.browser.put('local', { notices: { version: 1, value: ['history-lost'] } });
    await worldAfter(world, { type: 'dismiss-notices' });
    expect(world.value('notices')).toEqual([]);
  });

  it('comes after a lost ranking was published again', async () => {
    const world = await rested();
    world.browser.removeLocal('firstRanking');
    await worldAfter(world, { type: 'republish' });
    expect(world.breakoutIds().length).toBeGreaterThan(0);
    expect((await world.state()).generations).toEqual([true]);
  });
});
