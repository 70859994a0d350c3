import { describe, expect, it } from 'vitest';
import { DeathWorld, KEY, OTHER_KEY } from '../../soak/death-world.ts';

/**
 * Everything in all stores, without times and the diagnostics, which may say that the key was
 * removed.
 */
async function everything(world: DeathWorld) {
  const { events: _, dueJobs: __, settingTimes, ...local } = world.browser.items('local');
  return {
    local,
    changedSettings: Object.keys((settingTimes as { value: object } | undefined)?.value ?? {}),
    session: world.browser.items('session'),
    databases: await world.databases(),
    alarms: world.browser.alarmNames,
  };
}

/** A world that was used in every way. */
async function used(): Promise<DeathWorld> {
  const world = await DeathWorld.connected();
  await world.tell({ type: 'mark-seen', postIds: world.breakoutIds(), isUndoable: true });
  await world.tell({
    type: 'mute',
    target: {
      kind: 'post',
      postId: world.breakoutIds()[0],
      accountName: 'an account',
      caption: 'a caption',
    },
  });
  await world.tell({
    type: 'save-filter',
    filter: { id: 'f', name: 'Nike', windowDays: 7, filters: { creatorName: 'Nike' }, search: '' },
    place: null,
  });
  await world.tell({ type: 'refresh' });
  await world.rest();
  // As the popup does when it is closed.
  const [focusedKey = ''] = world.breakoutIds();
  const view = { tab: 'breakouts', filters: { account: 'an account' } };
  world.browser.put('local', { popupView: { version: 1, value: view } });
  world.browser.put('session', {
    popupSession: {
      version: 1,
      value: { closedAt: world.now, search: 'an account', scrollTop: 80, focusedKey },
    },
  });
  return world;
}

describe('removing the key', () => {
  it('empties every store like a fresh installation', async () => {
    const world = await used();
    expect(world.breakoutIds().length).toBeGreaterThan(0);
    expect(Object.keys(await world.databases()).length).toBeGreaterThan(5);
    expect(await world.tell({ type: 'remove-key' })).toBe(true);
    const fresh = await DeathWorld.open();
    expect(await everything(world)).toEqual(await everything(fresh));
    expect(world.value('events')).toMatchObject([{ type: 'key-removed', requestId: null }]);
  });

  it('keeps the settings', async () => {
    const world = await used();
    await world.tell({ type: 'save-settings', changes: { refreshMinutes: 90 } });
    await world.tell({ type: 'remove-key' });
    const fresh = await DeathWorld.open();
    await fresh.tell({ type: 'save-settings', changes: { refreshMinutes: 90 } });
    expect(await everything(world)).toEqual(await everything(fresh));
  });

  it('rejects marks of removed posts', async () => {
    const world = await used();
    const postIds = world.breakoutIds();
    await world.tell({ type: 'remove-key' });
    await world.tell({ type: 'mark-seen', postIds, isUndoable: true });
    expect(await everything(world)).toEqual(await everything(await DeathWorld.open()));
  });
});

describe('key of another organization', () => {
  it('removes everything of the former one from every store', async () => {
    const world = await used();
    const text = async () => JSON.stringify(await everything(world));
    const formerIds = world.breakoutIds();
    expect(formerIds.length).toBeGreaterThan(0);
    expect(
      await world.tell({ type: 'save-key', key: OTHER_KEY, mayReplaceOrganization: true }),
    ).toBe(true);
    await world.rest();
    for (const trace of [...formerIds, KEY, 'organization-of-the-soak"']) {
      expect((await text()).replaceAll('other-organization-of-the-soak', '')).not.toContain(trace);
    }
    expect(world.value<{ posts: number }>('publication')?.posts).toBe(24);
  });

  it('changes nothing without the consent of the user', async () => {
    const world = await used();
    const before = await everything(world);
    expect(
      await world.tell({ type: 'save-key', key: OTHER_KEY, mayReplaceOrganization: false }),
    ).toBe(false);
    expect(await everything(world)).toEqual(before);
  });
});
