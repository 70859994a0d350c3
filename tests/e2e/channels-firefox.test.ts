import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CAN_TEST_FIREFOX } from '../browsers/find-firefox.ts';
import { type FirefoxWithExtension, openFirefox } from '../browsers/firefox-with-extension.ts';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import {
  DISCORD_ADDRESS,
  type FakeWebhooks,
  SLACK_ADDRESS,
  startFakeWebhooks,
} from '../sandbox-api/fake-webhooks.ts';
import { type Sandbox, startSandboxApi } from '../sandbox-api/start-sandbox-api.ts';
import { FIREFOX_BUILD } from './support/firefox-build.ts';

const WAIT = { timeout: 30_000, interval: 100 };

const CHANNELS = [
  { name: 'Slack', position: 2, address: SLACK_ADDRESS, host: 'hooks.slack.com' },
  { name: 'Discord', position: 3, address: DISCORD_ADDRESS, host: 'discord.com' },
] as const;

describe.skipIf(!CAN_TEST_FIREFOX)('Slack and Discord in Firefox', () => {
  let sandbox: Sandbox;
  let webhooks: FakeWebhooks;
  let browser: FirefoxWithExtension;

  const pageSays = (text: string) =>
    vi.waitFor(
      async () => expect(await browser.evaluate(() => document.body.innerText)).toContain(text),
      WAIT,
    );

  beforeAll(async () => {
    sandbox = await startSandboxApi({ tls: true, library: libraryWithHits(Date.now()).posts });
    const { certificate } = sandbox;
    if (certificate === null) throw new Error('the sandbox speaks no TLS');
    webhooks = await startFakeWebhooks(certificate);
    browser = await openFirefox({
      extensionDir: FIREFOX_BUILD,
      apiPort: sandbox.port,
      webhookPort: webhooks.port,
      authority: certificate.authority,
      // Optional permissions are given without the panel, which no test can click.
      preferences: { 'extensions.webextOptionalPermissionPrompts': false },
    });
    await browser.openOptions();
    await browser.fill('.key-field input', sandbox.key);
    await browser.click('.key-field button[type=submit]');
    // The first update would send a message of its own.
    await vi.waitFor(
      async () => expect((await browser.badge()).title).toMatch(/Counts from/),
      WAIT,
    );
  });
  afterAll(async () => {
    await browser.close();
    await webhooks.close();
    await sandbox.close();
  });

  it.each(CHANNELS)('sends $name a test message', async ({ name, position, address, host }) => {
    webhooks.clear();
    const card = `.channel:nth-of-type(${position})`;
    await browser.click(`${card} .toggle input`);
    await browser.fill(`${card} input[type=password]`, address);
    await browser.click(`${card} button[type=submit]`);
    await pageSays(`ends in ${address.slice(-4)}`);
    await browser.click(`${card} > .buttons .button`);
    await vi.waitFor(() => expect(webhooks.requests).toHaveLength(1), WAIT);
    expect(webhooks.requests).toMatchObject([{ host, method: 'POST' }]);
    await pageSays('Test message sent.');
    expect(Object.keys(webhooks.requests[0]?.headers ?? {})).not.toContain('referer');
    expect(await browser.evaluate(() => document.body.innerText)).toContain(name);
  });

  it('sends what waits once the background page starts again', async () => {
    webhooks.clear();
    webhooks.answerNext({ status: 429, headers: { 'retry-after': '8' } });
    await browser.click('.channel:nth-of-type(2) > .buttons .button');
    await pageSays('Slack asked us to slow down.');
    await browser.stopBackground();
    // An alarm that was set before for the next 30 s is left alone (`isAlarmValid`).
    await vi.waitFor(() => expect(webhooks.requests).toHaveLength(2), { ...WAIT, timeout: 60_000 });
    expect(webhooks.requests[1]?.at).toBeGreaterThan((webhooks.requests[0]?.at ?? 0) + 7900);
  });

  it('stops when the permission is taken away, and says so', async () => {
    await browser.setHostPermission('https://hooks.slack.com/*', false);
    await pageSays('Your browser no longer allows access to hooks.slack.com');
  });
});
