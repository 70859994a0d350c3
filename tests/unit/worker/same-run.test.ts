import { createHash, pbkdf2 } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DeathWorld, NEXT_KEY } from '../../soak/death-world.ts';

/** Enough work for each thread of Node's pool to keep it busy for some 50 ms. */
const ROUNDS = 50_000;

/** Keeps all threads of Node's pool busy until the function returned is called. */
function occupyThreads(): () => void {
  let isOver = false;
  const work = () => {
    if (!isOver) pbkdf2('a', 'b', ROUNDS, 32, 'sha256', work);
  };
  for (let thread = 0; thread < 8; thread++) work();
  return () => {
    isOver = true;
  };
}

/** A digest of everything that happened in a world, and of all that it stored. */
async function liveThrough(connect = DeathWorld.connected): Promise<string> {
  const world = await connect();
  await world.tell({ type: 'mark-seen', postIds: world.breakoutIds(), isUndoable: true });
  await world.tellTogether(
    { type: 'save-settings', changes: { lookbackDays: 9 } },
    { type: 'save-key', key: NEXT_KEY, mayReplaceOrganization: false },
    { type: 'refresh' },
  );
  await world.rest();
  const all = {
    commands: world.commands,
    requests: world.requests,
    local: world.browser.items('local'),
    session: world.browser.items('session'),
    databases: await world.databases(),
    now: world.now,
  };
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

describe('simulated browser', () => {
  it('lives through the same on an idle and on a busy machine', async () => {
    const idle = await liveThrough();
    const release = occupyThreads();
    try {
      expect(await liveThrough()).toBe(idle);
    } finally {
      release();
    }
  });

  it('lives through the same in a copy as in the original', async () => {
    const copied = await liveThrough();
    expect(await liveThrough(DeathWorld.firstConnected)).toBe(copied);
  });

  it('lives through the same in a copy of a copy, without access to the API', async () => {
    const withoutAccess = async () => {
      const world = await DeathWorld.connected();
      world.browser.setApiAccess(false);
      await world.rest();
      return world;
    };
    const copyWorld = await (await withoutAccess()).copier();
    const original = await liveThrough(withoutAccess);
    expect(await liveThrough(copyWorld)).toBe(original);
    // The first copy has left no trace in the second.
    expect(await liveThrough(copyWorld)).toBe(original);
  });
});
