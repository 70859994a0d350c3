import { describe, expect, it } from 'vitest';
import type { DesktopNotices } from '../../../utils/alerts/desktop-notices.ts';
import { HOUR, MINUTE } from '../../builders/time.ts';
import { DeathWorld } from '../../soak/death-world.ts';

/** Browsers hold an alarm back for less than this time, ms. */
const ALARM_SLACK = MINUTE;

/** The time of day on the user's clock, `HH:MM`. */
const timeOfDay = (time: number) => new Date(time).toTimeString().slice(0, 5);

/** A full minute some hours after a time, ms since epoch, halfway between two hourly syncs. */
const hoursAfter = (time: number) => (Math.ceil(time / HOUR) + 2.5) * HOUR;

/** A browser with desktop notifications and these settings of alerts. */
async function worldWith(settings: object): Promise<DeathWorld> {
  const world = await DeathWorld.connected();
  await world.rest();
  await world.tell({ type: 'switch-channel', channel: 'desktop', isOn: true });
  await world.tell({ type: 'save-settings', changes: settings });
  return world;
}

/** A post becomes a breakout. */
async function breakOut(world: DeathWorld): Promise<string> {
  const [id = ''] = world.breakoutIds();
  world.forgetBreakout(id);
  await world.tell({ type: 'republish' });
  return id;
}

const shown = (world: DeathWorld) =>
  (world.value<DesktopNotices>('desktopNotices')?.shown ?? []).map(
    ({ message: { kind, posts, since } }) => ({ kind, ids: posts.map(({ id }) => id), since }),
  );

const dailyDigest = (at: number) => ({
  alertDigest: true,
  alertDigestAt: timeOfDay(at),
  alertDigestDays: [1, 2, 3, 4, 5, 6, 7],
});

describe('alerts over time', () => {
  it('wakes at the end of quiet hours to send what they held back', async () => {
    const world = await worldWith({});
    const end = hoursAfter(world.now);
    await world.tell({
      type: 'save-settings',
      changes: {
        alertQuietHours: true,
        alertQuietFrom: timeOfDay(world.now - HOUR),
        alertQuietUntil: timeOfDay(end),
      },
    });
    const id = await breakOut(world);
    await world.pass(end - MINUTE - world.now);
    expect(world.alerts()).toMatchObject({ waiting: [id], sent: 0 });
    expect(shown(world)).toEqual([]);
    await world.pass(MINUTE + ALARM_SLACK);
    expect(shown(world)).toEqual([{ kind: 'breakouts', ids: [id], since: null }]);
  });

  it('wakes at the time of the digest and shows it once', async () => {
    const world = await worldWith({});
    const at = hoursAfter(world.now);
    const begun = world.now;
    await world.tell({
      type: 'save-settings',
      changes: { ...dailyDigest(at), alertBreakouts: false },
    });
    const id = await breakOut(world);
    await world.pass(at - MINUTE - world.now);
    expect(shown(world)).toEqual([]);
    await world.pass(MINUTE + ALARM_SLACK);
    const [digest, ...others] = shown(world);
    expect(digest).toMatchObject({ kind: 'digest', ids: [id] });
    expect(digest?.since).toBeGreaterThanOrEqual(begun);
    expect(others).toEqual([]);
    await world.pass(2 * HOUR);
    expect(shown(world)).toEqual([digest]);
  });

  it('shows a digest that was missed once, at the next start of the browser', async () => {
    const world = await worldWith({});
    const at = hoursAfter(world.now);
    await world.tell({
      type: 'save-settings',
      changes: { ...dailyDigest(at), alertBreakouts: false },
    });
    const id = await breakOut(world);
    world.browser.close();
    await world.pass(at + 6 * HOUR - world.now);
    expect(shown(world)).toEqual([]);
    world.browser.open();
    await world.pass(10 * MINUTE);
    expect(shown(world)).toMatchObject([{ kind: 'digest', ids: [id] }]);
    world.browser.close();
    await world.pass(HOUR);
    world.browser.open();
    await world.pass(10 * MINUTE);
    expect(shown(world)).toHaveLength(1);
  });
});
