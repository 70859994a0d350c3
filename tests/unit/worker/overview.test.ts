import { describe, expect, it } from 'vitest';
import type { Overview } from '../../../utils/state/overview.ts';
import { DeathWorld, OTHER_KEY } from '../../soak/death-world.ts';

const DAY_MS = 86_400_000;

const overviewOf = (world: DeathWorld) => world.value<Overview>('overview');
const asked = (world: DeathWorld) =>
  world.requests.filter(({ path }) => path === '/v2/overview').length;

describe('the overview', () => {
  it('is asked for once a day, after a sync, and stored for pages', async () => {
    const world = await DeathWorld.connected();
    expect(asked(world)).toBe(1);
    const figures = overviewOf(world)?.figures;
    expect(figures).toMatchObject({ period: '7d', views: expect.any(Number) });
    await world.tell({ type: 'refresh' });
    expect(asked(world)).toBe(1);
    await world.pass(DAY_MS + 2 * 3_600_000);
    expect(asked(world)).toBe(2);
    expect(overviewOf(world)?.figures?.receivedAt).toBeGreaterThan(figures?.receivedAt ?? 0);
  });

  it('goes with its organization, and the next one asks for its own', async () => {
    const world = await DeathWorld.connected();
    await world.tell({ type: 'save-key', key: OTHER_KEY, mayReplaceOrganization: true });
    await world.rest();
    expect(asked(world)).toBe(2);
    expect(world.requests.filter(({ path }) => path === '/v2/overview').at(-1)?.key).toBe(
      OTHER_KEY,
    );
    await world.tell({ type: 'remove-key' });
    expect(overviewOf(world)).toBeUndefined();
  });

  it('is asked for at most once although the worker dies around the request', async () => {
    const counting = await DeathWorld.open();
    counting.killAt(null, 'survives');
    const key = { type: 'save-key', key: OTHER_KEY, mayReplaceOrganization: false };
    await counting.tell(key);
    await counting.pass(60_000);
    const { writes } = counting;
    const counts = new Set<number>();
    for (let write = writes - 5; write <= writes; write++) {
      const world = await DeathWorld.open();
      world.killAt(write, 'dies-after');
      await world.tell(key);
      await world.rest();
      counts.add(asked(world));
    }
    // One that dies before the request does not ask again on the same day.
    expect([...counts].sort()).toEqual([0, 1]);
  });
});
