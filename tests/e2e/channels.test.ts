import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { libraryBreakingOut } from '../builders/library-breaking-out.ts';
import { DAY, HOUR, MINUTE } from '../builders/time.ts';
import {
  DISCORD_ADDRESS,
  type FakeWebhooks,
  SLACK_ADDRESS,
  startFakeWebhooks,
} from '../sandbox-api/fake-webhooks.ts';
import { makeTlsCertificate } from '../sandbox-api/tls-certificate.ts';
import {
  type ExtensionSession,
  seen,
  startExtensionSession,
  syncedAfter,
} from './support/extension-session.ts';
import { overflowingElements } from './support/overflowing-elements.ts';

const WAIT = { timeout: 30_000, interval: 100 };

const SLACK = 'https://hooks.slack.com/*';
const DISCORD = 'https://discord.com/*';

/** A caption that would ring every phone of a workspace, if it were not text. */
const HOSTILE = '<!channel> <https://evil.test|free> & @everyone [x](https://evil.test) **hey**';

/** Nothing breaks out before an hour has passed by the clock of CreatorAudit. */
const library = libraryBreakingOut(Date.now(), [1]).posts.map((post) => ({
  ...post,
  caption: HOSTILE,
}));

/** The time of day on the user's clock, `HH:MM`. */
const timeOfDay = (time: number) => new Date(time).toTimeString().slice(0, 5);

describe('Slack and Discord', () => {
  let session: ExtensionSession;
  let webhooks: FakeWebhooks;
  let page: Page;

  const card = (name: string) =>
    page.locator('.channel').filter({ has: page.getByRole('checkbox', { name }) });
  const arrived = (count: number) =>
    vi.waitFor(() => expect(webhooks.requests).toHaveLength(count), WAIT);
  const sendTest = (name: string) =>
    card(name).getByRole('button', { name: 'Send test message' }).click();
  const saveSettings = async (changes: object) =>
    expect(
      await page.evaluate(
        (sent) => chrome.runtime.sendMessage({ type: 'save-settings', changes: sent }),
        changes,
      ),
    ).toEqual({ result: 'ok' });
  const stored = () =>
    page.evaluate(async () => {
      const { channels, outbox } = await chrome.storage.local.get<{
        channels?: { value: Record<string, { isOn: boolean; fault: { kind: string } | null }> };
        outbox?: { value: readonly { notBefore: number | null }[] };
      }>(['channels', 'outbox']);
      return { channels: channels?.value, waiting: outbox?.value ?? [] };
    });
  const nothingWaits = () =>
    vi.waitFor(async () => expect((await stored()).waiting).toEqual([]), WAIT);

  beforeAll(async () => {
    webhooks = await startFakeWebhooks(await makeTlsCertificate());
    session = await startExtensionSession({ library }, undefined, webhooks.port);
    await session.connect();
    page = await session.browser.openOptions();
    await seen(page.getByText('Connected as'));
  });
  afterAll(async () => {
    await session.close();
    await webhooks.close();
  });
  beforeEach(() => webhooks.clear());

  it('stay off, with one sentence, when the browser refuses the permission', async () => {
    await page.evaluate(() => {
      chrome.permissions.request = () => Promise.resolve(false);
    });
    const toggle = page.getByRole('checkbox', { name: 'Slack' });
    await toggle.click();
    await seen(card('Slack').getByText("didn't allow access to hooks.slack.com"));
    expect(await toggle.isChecked()).toBe(false);
    expect((await stored()).channels).toBeUndefined();
    await page.reload();
  });

  it('ask for their permission when they are switched on, and say what is missing', async () => {
    await session.browser.grantHost(SLACK);
    await page.bringToFront();
    await page.getByRole('checkbox', { name: 'Slack' }).click();
    await seen(card('Slack').getByText('Save an address to finish.'));
    const origins = await page.evaluate(async () => (await chrome.permissions.getAll()).origins);
    expect(origins).toContain(SLACK);
    expect(origins).not.toContain(DISCORD);
  });

  it.each([
    ['', 'Paste the address first.'],
    [DISCORD_ADDRESS, "That's an address for another service."],
    ['https://evil.test/services/T0A/B0A/abcdefghij', 'Only addresses that begin with'],
    ['http://hooks.slack.com/services/T0A/B0A/abcdefghij', 'Only addresses that begin with'],
    [`${SLACK_ADDRESS}?to=https://evil.test`, "The address isn't complete."],
  ])('refuse “%s” as an address of Slack', async (address, sentence) => {
    await page.getByLabel('Webhook address for Slack').fill(address);
    await page.getByRole('button', { name: 'Save address' }).click();
    await seen(card('Slack').getByRole('alert').filter({ hasText: sentence }));
  });

  it('show the end of a saved address only', async () => {
    await page.getByLabel('Webhook address for Slack').fill(SLACK_ADDRESS);
    await page.keyboard.press('Enter');
    await seen(card('Slack').getByText(`Address saved, ends in ${SLACK_ADDRESS.slice(-4)}`));
    expect(await page.content()).not.toContain(SLACK_ADDRESS.slice(-12));
  });

  it('send Slack a test message of the user’s own posts, as text', async () => {
    await sendTest('Slack');
    await seen(card('Slack').getByText('Test message sent.'));
    await seen(card('Slack').getByText('Last message'));
    expect(webhooks.requests).toHaveLength(1);
    const [request] = webhooks.requests;
    expect(request).toMatchObject({ host: 'hooks.slack.com', method: 'POST' });
    expect(SLACK_ADDRESS.endsWith(request?.path ?? '')).toBe(true);
    expect(request?.headers).toMatchObject({ 'content-type': 'application/json' });
    expect(Object.keys(request?.headers ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(cookie|referer|authorization)$/)]),
    );
    const text = JSON.stringify(request?.body);
    expect(text).toContain('&lt;!channel&gt;');
    expect(text).not.toMatch(/<!|<https:\/\/evil/);
  });

  it('send Discord a test message that mentions nobody', async () => {
    await session.browser.grantHost(DISCORD);
    await page.bringToFront();
    await page.getByRole('checkbox', { name: 'Discord' }).click();
    await page.getByLabel('Webhook address for Discord').fill(DISCORD_ADDRESS);
    await page.keyboard.press('Enter');
    await seen(card('Discord').getByText('Address saved'));
    await sendTest('Discord');
    await seen(card('Discord').getByText('Test message sent.'));
    expect(webhooks.requests).toHaveLength(1);
    expect(webhooks.requests[0]).toMatchObject({
      host: 'discord.com',
      body: { allowed_mentions: { parse: [] }, content: expect.stringContaining('\\@everyone') },
    });
  });

  it('get a new breakout once, although the worker dies at it', async () => {
    // Not during this file, whatever the time is.
    const alertDigestAt = timeOfDay(Date.now() + 12 * HOUR);
    await saveSettings({ alertDigest: true, alertDigestAt });
    webhooks.answerNext('hang');
    session.sandbox.advanceTime(1.5 * HOUR);
    await page.evaluate(() => chrome.runtime.sendMessage({ type: 'refresh' }));
    await arrived(1);
    await session.browser.killWorker();
    await session.browser.wakeWorker();
    await arrived(3);
    await nothingWaits();
    const titles = webhooks.requests.map(({ host, body }) => {
      const { text, content } = body as { text?: string; content?: string };
      return [host, /1 new breakout, strongest/.test(text ?? content ?? '')];
    });
    // The one that was not answered comes again, and no other.
    expect(titles.toSorted()).toEqual([
      ['discord.com', true],
      ['hooks.slack.com', true],
      ['hooks.slack.com', true],
    ]);
    await syncedAfter(page, () =>
      page.evaluate(() => void chrome.runtime.sendMessage({ type: 'refresh' })),
    );
    expect(webhooks.requests).toHaveLength(3);
  });

  it('get a digest that was missed while nothing ran, once quiet hours are over', async () => {
    const quietUntil = Math.ceil(Date.now() / MINUTE) * MINUTE + HOUR;
    await saveSettings({
      alertQuietHours: true,
      alertQuietFrom: timeOfDay(Date.now() - HOUR),
      alertQuietUntil: timeOfDay(quietUntil),
    });
    await session.browser.killWorker();
    // Every four days have a weekday.
    await page.evaluate(async (ms) => {
      const { alertMemory } = await chrome.storage.local.get<{
        alertMemory: { value: { digest: { since: number; plannedAt: number } } };
      }>('alertMemory');
      alertMemory.value.digest.since -= ms;
      alertMemory.value.digest.plannedAt -= ms;
      await chrome.storage.local.set({ alertMemory });
    }, 4 * DAY);
    await session.browser.wakeWorker();
    await expect
      .poll(() =>
        page.evaluate(async () => {
          const { dueJobs } = await chrome.storage.local.get<{
            dueJobs: { value: { alerts: number | null } };
          }>('dueJobs');
          return dueJobs.value.alerts;
        }),
      )
      .toBe(quietUntil);
    expect(webhooks.requests).toEqual([]);
    await session.browser.killWorker();
    await saveSettings({ alertQuietHours: false });
    await arrived(2);
    // A worker that dies before it has stored the answer sends the message again.
    await nothingWaits();
    const titles = webhooks.requests.map(({ body }) => {
      const { text, content } = body as { text?: string; content?: string };
      return text ?? content;
    });
    // Discord takes text as text when it is escaped.
    const title = /^\W*Since \w+day .+: 1 new, strongest \W+creator\.0 \d+(\.\d+)?×/;
    expect(titles).toEqual([expect.stringMatching(title), expect.stringMatching(title)]);
    await session.browser.killWorker();
    await session.browser.wakeWorker();
    await syncedAfter(page, () =>
      page.evaluate(() => void chrome.runtime.sendMessage({ type: 'refresh' })),
    );
    expect(webhooks.requests).toHaveLength(2);
    await saveSettings({ alertDigest: false, alertDigestAt: '09:00' });
  });

  it('keep a message that was refused by a server error, and send it first later', async () => {
    webhooks.answerNext({ status: 500 });
    await sendTest('Slack');
    await seen(card('Slack').getByText('Slack has a problem at the moment (error 500).'));
    await seen(card('Slack').getByText('1 message is waiting.'));
    await sendTest('Slack');
    await arrived(3);
    await seen(card('Slack').getByText('Test message sent.'));
    await nothingWaits();
  });

  it('wait as long as the answer says', async () => {
    webhooks.answerNext({
      status: 429,
      headers: { 'retry-after': '1' },
      body: '{"retry_after": 3}',
    });
    await sendTest('Discord');
    await seen(card('Discord').getByText('Discord asked us to slow down.'));
    const [entry] = (await stored()).waiting;
    // A second message hurries nothing.
    await sendTest('Discord');
    await arrived(3);
    expect(webhooks.requests[1]?.at).toBeGreaterThanOrEqual(entry?.notBefore ?? Infinity);
    await seen(card('Discord').getByText('Test message sent.'));
  });

  it('follow no redirect', async () => {
    const elsewhere = DISCORD_ADDRESS;
    webhooks.answerNext({ status: 307, headers: { location: elsewhere } });
    await sendTest('Slack');
    await seen(card('Slack').getByText('Slack pointed to another address.'));
    expect(webhooks.requests.map(({ host }) => host)).toEqual(['hooks.slack.com']);
    await sendTest('Slack');
    await arrived(3);
  });

  it('give up an answer that never comes, and try again', async () => {
    webhooks.answerNext('hang');
    await sendTest('Slack');
    await seen(card('Slack').getByText('Slack took too long to answer.'));
    await sendTest('Slack');
    await arrived(3);
    await seen(card('Slack').getByText('Test message sent.'));
  });

  it('lose and double nothing when the worker dies while the answer is on its way', async () => {
    webhooks.answerNext('hang');
    await sendTest('Slack');
    await arrived(1);
    await session.browser.killWorker();
    await session.browser.wakeWorker();
    await arrived(2);
    await nothingWaits();
    expect(webhooks.requests[1]?.body).toEqual(webhooks.requests[0]?.body);
  });

  it('stop with one sentence when the permission is taken away, and go on after it', async () => {
    await session.browser.takeHostAway(SLACK);
    await seen(card('Slack').getByText('no longer allows access to hooks.slack.com'));
    expect(webhooks.requests).toEqual([]);
    await page.bringToFront();
    await seen(card('Slack').getByRole('button', { name: 'Allow again' }));
    await session.browser.grantHost(SLACK);
    await page.bringToFront();
    await seen(card('Slack').getByRole('button', { name: 'Send test message' }));
    await sendTest('Slack');
    await arrived(1);
  });

  it('stop when the webhook was deleted, and say what to do', async () => {
    webhooks.answerNext({ status: 404, body: 'no_service' });
    await sendTest('Slack');
    await seen(card('Slack').getByText('Slack no longer accepts this address (error 404).'));
    expect(await card('Slack').getByRole('button', { name: 'Send test message' }).count()).toBe(0);
    await page.getByLabel('Webhook address for Slack').fill(SLACK_ADDRESS);
    await page.keyboard.press('Enter');
    // The message that was on its way is sent to the new address.
    await arrived(2);
    await nothingWaits();
  });

  it('show the preview of a message, and what is sent and when, at 320 pixels', async () => {
    await page.setViewportSize({ width: 320, height: 800 });
    await card('Slack').getByText('Preview').click();
    await seen(card('Slack').getByText('the usual'));
    for (const name of ['Digest', 'Quiet hours'])
      await page.getByLabel(name, { exact: true }).check();
    await seen(page.getByLabel('Quiet until'));
    expect(await overflowingElements(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('save cap, hours, days and filters, each as it is entered', async () => {
    const settings = () =>
      page.evaluate(async () => {
        const { settings } = await chrome.storage.local.get<{
          settings: { value: Record<string, unknown> };
        }>('settings');
        return settings.value;
      });
    const saves = (expected: object) =>
      vi.waitFor(async () => expect(await settings()).toMatchObject(expected), WAIT);
    await page.getByLabel('Messages a day, at most').fill('3');
    await page.getByLabel('Quiet from').fill('21:30');
    await page.getByLabel('Digest at').fill('08:15');
    await page.getByRole('checkbox', { name: 'Sat' }).check();
    await page.getByLabel('Multiple of the usual, at least').fill('7,5');
    await page.keyboard.press('Enter');
    await saves({
      alertMaxPerDay: 3,
      alertQuietHours: true,
      alertQuietFrom: '21:30',
      alertDigest: true,
      alertDigestAt: '08:15',
      alertDigestDays: [1, 2, 3, 4, 5, 6],
      alertMinMultiple: 7.5,
    });
    await page.getByLabel('Messages a day, at most').fill('7,5');
    await page.keyboard.press('Enter');
    await seen(page.getByText('Enter a whole number from 1 to 50'));
    const account = `@${library[0]?.username}`;
    await page.getByRole('combobox', { name: 'Accounts', exact: true }).fill(account);
    await page.keyboard.press('Enter');
    await seen(page.getByRole('button', { name: `Remove ${account}` }));
    await page.getByRole('button', { name: `Remove ${account}` }).press('Enter');
    await saves({ alertAccounts: [] });
    await page.getByRole('combobox', { name: 'Creators' }).fill('nobody');
    await page.keyboard.press('Enter');
    await seen(page.getByText('Choose one of the names in the list.'));
  });

  it('contact no other host, and are switched off by keyboard', async () => {
    const toggle = page.getByRole('checkbox', { name: 'Slack' });
    await toggle.focus();
    await page.keyboard.press('Space');
    await vi.waitFor(async () => expect((await stored()).channels?.slack?.isOn).toBe(false), WAIT);
    const contacted = session.browser.contacts().filter(({ cause }) => cause === 'extension');
    expect(contacted.map(({ origin }) => origin)).toEqual(
      expect.arrayContaining(['https://hooks.slack.com', 'https://discord.com']),
    );
    expect(
      contacted.map(({ origin }) => origin).filter((origin) => origin.includes('evil')),
    ).toEqual([]);
    expect(session.browser.cspViolations()).toEqual([]);
  });
});
