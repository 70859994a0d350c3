import { describe, expect, it } from 'vitest';
import type { OutboxEntry } from '../../../utils/alerts/outbox.ts';
import type { WebhookChannel } from '../../../utils/alerts/webhook-address.ts';
import { alertMessage, alertPost } from '../../builders/alert-message.ts';
import { DISCORD_ADDRESS, SLACK_ADDRESS } from '../../sandbox-api/fake-webhooks.ts';
import { DeathWorld } from '../../soak/death-world.ts';
import type { Fate } from '../../soak/simulated-browser.ts';

/** The messages, by the account that each names: three to Slack, with two to Discord in between. */
const MESSAGES: readonly (readonly [WebhookChannel, string])[] = [
  ['slack', 'first'],
  ['discord', 'second'],
  ['slack', 'third'],
  ['slack', 'fourth'],
  ['discord', 'fifth'],
];
const NAMES = MESSAGES.map(([, name]) => name);

/** The time in which messages are sent, ms. */
const SENDING_MS = 30_000;

function entry(channel: WebhookChannel, name: string, enqueuedAt: number): OutboxEntry {
  const message = alertMessage({ id: name, posts: [alertPost({ id: name, accountName: name })] });
  return { channel, message, enqueuedAt, failures: 0, notBefore: null };
}

/** Makes the worlds that {@link worldWithMessages} returns. */
let copyWorld: Promise<() => Promise<DeathWorld>> | undefined;

/** A world with both channels on, and messages that an earlier worker has left. */
async function worldWithMessages(): Promise<DeathWorld> {
  copyWorld ??= firstWorldWithMessages().then((world) => world.copier());
  return (await copyWorld)();
}

async function firstWorldWithMessages(): Promise<DeathWorld> {
  const world = await DeathWorld.connected();
  const addresses = { slack: SLACK_ADDRESS, discord: DISCORD_ADDRESS } as const;
  for (const channel of ['slack', 'discord'] as const)
    await world.tell({ type: 'save-webhook', channel, address: addresses[channel] });
  world.browser.endWorker();
  const value = MESSAGES.map(([channel, name]) => entry(channel, name, world.now));
  world.browser.put('local', { outbox: { version: 1, value } });
  return world;
}

const arrivedIn = (bodies: readonly string[]) =>
  bodies.map((body) => NAMES.find((name) => body.includes(name)) ?? body);

/** The deaths to simulate at a write: both, or, in `npm test`, one in turn. */
function fatesAt(write: number): readonly Fate[] {
  const fates = ['dies-before', 'dies-after'] as const;
  return process.env.EVERY_DEATH === undefined ? [fates[write % 2] ?? 'dies-before'] : fates;
}

/** Lets a worker send, and waits for the one that follows it. */
async function sendAll(world: DeathWorld): Promise<void> {
  await world.tell({ type: 'ping' }, false);
  await world.rest();
}

/** Expects each message once and in order, but for the one that had arrived and was not removed. */
function expectDelivery(world: DeathWorld, where: string): void {
  const arrived = arrivedIn(world.webhookBodies);
  const { atDeath } = world;
  const doubled = arrivedIn(atDeath?.arrived ?? []).filter((name) =>
    atDeath?.outbox.includes(name),
  );
  expect({ where, doubled: doubled.length > 1 }).toEqual({ where, doubled: false });
  const once = arrived.filter((name, index) => arrived.indexOf(name) === index);
  const repeated = arrived.filter((name, index) => arrived.indexOf(name) !== index);
  expect({ where, repeated, once: [...once].sort() }).toEqual({
    where,
    repeated: doubled,
    once: [...NAMES].sort(),
  });
  for (const channel of ['slack', 'discord'] as const) {
    const own = MESSAGES.filter(([to]) => to === channel).map(([, name]) => name);
    expect({ where, order: once.filter((name) => own.includes(name)) }).toEqual({
      where,
      order: own,
    });
  }
  expect({ where, left: world.value('outbox') }).toEqual({ where, left: [] });
}

describe('outbox', () => {
  it('delivers each message once and in order, wherever the worker dies', async () => {
    const undisturbed = await worldWithMessages();
    undisturbed.killAt(null, 'survives');
    await undisturbed.tell({ type: 'ping' }, false);
    await undisturbed.pass(SENDING_MS);
    const { writes } = undisturbed;
    expectDelivery(undisturbed, 'nowhere');
    expect(writes).toBeGreaterThan(MESSAGES.length);
    for (let write = 1; write <= writes; write++) {
      for (const fate of fatesAt(write)) {
        const world = await worldWithMessages();
        world.killAt(write, fate);
        await sendAll(world);
        expect(world.atDeath).not.toBeNull();
        expectDelivery(world, `${fate} write ${write} of ${writes}`);
      }
    }
  }, 300_000);

  it('repeats only a message whose answer was not heard', async () => {
    for (let request = 1; request <= MESSAGES.length; request++) {
      for (const hasArrived of [false, true]) {
        const world = await worldWithMessages();
        world.killAtWebhook(request, hasArrived);
        await sendAll(world);
        expect(world.atDeath).not.toBeNull();
        expectDelivery(world, `request ${request}, arrived: ${hasArrived}`);
        expect(world.webhookBodies).toHaveLength(MESSAGES.length + (hasArrived ? 1 : 0));
      }
    }
  }, 120_000);

  it('gives up after a day of failures, and says so', async () => {
    const world = await worldWithMessages();
    world.answerWebhook = () => new Response('', { status: 500 });
    await world.tell({ type: 'ping' }, false);
    await world.pass(25 * 3_600_000);
    expect(world.value('outbox')).toEqual([]);
    expect(world.value('channels')).toMatchObject({
      slack: { fault: { kind: 'server-error' }, givenUp: { count: 3 } },
      discord: { givenUp: { count: 2 } },
    });
    // Backoff: not more than every hour for each channel, and a few at first.
    expect(world.webhookBodies.length).toBeLessThan(2 * (24 + 8));
  });

  it('sends nothing of an organization after its key was removed', async () => {
    const world = await worldWithMessages();
    world.answerWebhook = () => new Response('', { status: 500 });
    await world.tell({ type: 'ping' }, false);
    await world.tell({ type: 'remove-key' });
    world.webhookBodies.length = 0;
    await world.rest();
    expect(world.webhookBodies).toEqual([]);
    expect(JSON.stringify(world.browser.items('local'))).not.toContain('fourth');
  });

  it('sends a test message once, although its command comes twice', async () => {
    const world = await worldWithMessages();
    const command = { type: 'test-channel', channel: 'slack', id: 'test-1' };
    await world.tell(command);
    await world.tell(command);
    await world.rest();
    expect(world.webhookBodies.filter((body) => body.includes('Test message'))).toHaveLength(1);
  });
});
