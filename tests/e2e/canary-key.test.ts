import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WEBHOOK_PREFIXES } from '../../utils/alerts/webhook-address.ts';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import {
  DISCORD_ADDRESS,
  type FakeWebhooks,
  SLACK_ADDRESS,
  startFakeWebhooks,
} from '../sandbox-api/fake-webhooks.ts';
import type { Fault } from '../sandbox-api/fault.ts';
import { makeTlsCertificate } from '../sandbox-api/tls-certificate.ts';
import { type ExtensionSession, seen, startExtensionSession } from './support/extension-session.ts';
import { forgetLibrary } from './support/forget-library.ts';

/** Long enough to be found in halves, and with signs that every encoding changes. */
const CANARY = 'ca_live_CANARY7f3kQ9zX2mW8/+=pL5vR1tYb6';

/** The secret part of each webhook: its address after the part that all have. */
const WEBHOOK_SECRETS = [
  SLACK_ADDRESS.slice(WEBHOOK_PREFIXES.slack.length),
  DISCORD_ADDRESS.slice(WEBHOOK_PREFIXES.discord.length),
];

const halvesOf = (secret: string) => [
  secret.slice(0, secret.length / 2),
  secret.slice(secret.length / 2),
];

const base64 = (text: string) => Buffer.from(text).toString('base64').replaceAll('=', '');
/**
 * Whatever a secret may look like where it has leaked to. A base64 text depends on where in it the
 * secret begins.
 */
const formsOf = (secret: string) => [
  secret,
  ...halvesOf(secret),
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
  ...[0, 1, 2].map((shift) => base64(`${' '.repeat(shift)}${secret}`).slice(4, -4)),
  Buffer.from(secret).toString('base64url').slice(4, -4),
  Buffer.from(secret).toString('hex'),
  [...secret].reverse().join(''),
];
const SECRETS = [CANARY, ...WEBHOOK_SECRETS];
const FORMS = SECRETS.flatMap(formsOf);

/** The forms of the key and of the webhooks' addresses that a text holds. */
const leaksIn = (text: string) => FORMS.filter((form) => text.includes(form));

/**
 * Reads all stored data that a page of the extension can read, except the places of the key and of
 * the webhooks' addresses, which it counts.
 */
function dump(page: Page): Promise<{ text: string; ownPlaces: string[] }> {
  return page.evaluate(async () => {
    const ownPlaces: string[] = [];
    const kept: unknown[] = [];
    for (const area of ['local', 'session', 'sync'] as const) {
      const items = await chrome.storage[area].get<Record<string, unknown>>(null);
      const { apiKey, webhooks, ...others } = items;
      for (const secret of [apiKey, webhooks])
        if (secret !== undefined) ownPlaces.push(`storage.${area}: ${JSON.stringify(secret)}`);
      kept.push(others);
    }
    const plain = (value: unknown): unknown => {
      if (ArrayBuffer.isView(value))
        return String.fromCharCode(...new Uint8Array(value.buffer).slice(0, 100_000));
      if (Array.isArray(value)) return value.map(plain);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
    };
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      for (const store of database.objectStoreNames) {
        const reading = database.transaction(store).objectStore(store).openCursor();
        await new Promise<void>((resolve, reject) => {
          reading.onerror = () => reject(reading.error);
          reading.onsuccess = () => {
            const cursor = reading.result;
            if (cursor === null) return resolve();
            const isSecret = cursor.key === 'apiKey' || cursor.key === 'webhooks';
            const isOwn = name === 'critical-copies' && isSecret;
            if (isOwn) ownPlaces.push(`${name}: ${JSON.stringify(cursor.value)}`);
            else kept.push(name, store, cursor.key, plain(cursor.value));
            cursor.continue();
          };
        });
      }
      database.close();
    }
    for (const name of await caches.keys()) kept.push(name, await (await caches.open(name)).keys());
    kept.push(
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      location.href,
      history.state,
    );
    return { text: JSON.stringify(kept), ownPlaces };
  });
}

/** Returns the text of a page, including the values of fields. */
function shown(page: Page): Promise<string> {
  return page.evaluate(() => {
    const values = [...document.querySelectorAll('input, select, textarea')].map(
      (field) => (field as HTMLInputElement).value,
    );
    return [location.href, document.title, document.documentElement.outerHTML, ...values].join(
      '\n',
    );
  });
}

/** An API, or something in between, that repeats the key wherever it can. */
const ECHOES: readonly { readonly name: string; readonly fault: Fault }[] = [
  {
    name: 'a proxy’s page',
    fault: {
      kind: 'body',
      status: 500,
      contentType: 'text/html',
      body: `<p>Authorization: Bearer ${CANARY}</p>`,
    },
  },
  {
    name: 'a page with 200',
    fault: {
      kind: 'body',
      status: 200,
      contentType: 'text/html',
      body: `${CANARY} ${encodeURIComponent(CANARY)}`,
    },
  },
  {
    name: 'a problem document',
    fault: {
      kind: 'problem',
      status: 422,
      code: CANARY,
      title: `Key ${CANARY}`,
      detail: `The key ${CANARY} is odd.`,
      errors: [{ field: CANARY, message: `not ${CANARY}` }],
    },
  },
  {
    name: 'a refusal of the key',
    fault: { kind: 'problem', status: 401, code: 'UNAUTHORIZED', detail: `No ${CANARY}` },
  },
  {
    name: 'rows of a list',
    fault: {
      kind: 'change',
      change: (json) => {
        const { data, ...rest } = json as { data: Record<string, unknown>[] };
        const echo = {
          description: `my key is ${CANARY}`,
          account_username: CANARY,
          shortcode: CANARY,
        };
        return { ...rest, data: data.map((row) => ({ ...row, ...echo })) };
      },
    },
  },
];

describe('API key and addresses of webhooks on the device', () => {
  let session: ExtensionSession;
  let webhooks: FakeWebhooks;
  let options: Page;
  const said: string[] = [];
  beforeAll(async () => {
    const { posts } = libraryWithHits(Date.now());
    webhooks = await startFakeWebhooks(await makeTlsCertificate());
    const sandbox = { library: posts, keys: [{ key: CANARY }] };
    session = await startExtensionSession(sandbox, undefined, webhooks.port);
    const { context } = session.browser;
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    context.on('console', (message) => said.push(message.text()));
    context.on('weberror', (error) => said.push(String(error.error().stack)));
    (await session.browser.worker()).on('console', (message) => said.push(message.text()));
    options = await session.enterKey(CANARY);
    await seen(options.getByText('Connected as'));
    await vi.waitFor(
      async () => expect((await session.browser.badge()).title).toMatch(/Counts from/),
      {
        timeout: 20_000,
      },
    );
  });
  afterAll(async () => {
    await session.close();
    await webhooks.close();
  });

  async function expectNoLeak(popup: Page): Promise<void> {
    expect(leaksIn((await dump(options)).text)).toEqual([]);
    expect(leaksIn(await shown(options))).toEqual([]);
    expect(leaksIn(await shown(popup))).toEqual([]);
    const { text, title } = await session.browser.badge();
    expect(leaksIn(`${text} ${title}`)).toEqual([]);
  }

  it('are sent a message, after they were entered', async () => {
    const addresses = { Slack: SLACK_ADDRESS, Discord: DISCORD_ADDRESS };
    for (const [name, address] of Object.entries(addresses)) {
      await session.browser.grantHost(`${new URL(address).origin}/*`);
      await options.bringToFront();
      await options.getByRole('checkbox', { name }).click();
      await options.getByLabel(`Webhook address for ${name}`).fill(address);
      await options.keyboard.press('Enter');
      const card = options.locator('.channel').filter({ hasText: `ends in ${address.slice(-4)}` });
      await card.getByRole('button', { name: 'Send test message' }).click();
      await seen(card.getByText('Test message sent.'));
    }
    expect(webhooks.requests.map(({ host }) => host)).toEqual(['hooks.slack.com', 'discord.com']);
    for (const { path: _, ...rest } of webhooks.requests)
      expect(leaksIn(JSON.stringify(rest))).toEqual([]);
  });

  it('are found by this search in their own places and in their backups', async () => {
    const { ownPlaces } = await dump(options);
    expect(ownPlaces).toHaveLength(4);
    for (const place of ownPlaces) expect(leaksIn(place).length).toBeGreaterThan(2);
    expect(leaksIn(`url?key=${encodeURIComponent(CANARY)}`)).not.toEqual([]);
    expect(leaksIn(base64(`Bearer ${CANARY}`))).not.toEqual([]);
  });

  it('are found nowhere else after a successful sync', async () => {
    const popup = await session.browser.openPopup();
    await seen(popup.getByRole('list', { name: 'Breakouts' }));
    await expectNoLeak(popup);
    await popup.close();
  });

  it.each(ECHOES)(
    'are found nowhere else although the API repeats the key: $name',
    async ({ name, fault }) => {
      await forgetLibrary(options);
      session.sandbox.faults.add({ path: '/v2/account-videos' }, fault);
      const popup = await session.browser.openPopup();
      const attempts = () =>
        popup.evaluate(async () => {
          const { syncStatus } = await chrome.storage.local.get<{
            syncStatus: {
              value: {
                lastAttemptAt: number;
                problem: unknown;
                progress: unknown;
                lastSuccessAt: number;
              };
            };
          }>('syncStatus');
          return syncStatus.value;
        });
      const before = await attempts();
      await popup.getByRole('button', { name: 'Refresh' }).first().click();
      await vi.waitFor(
        async () => {
          const now = await attempts();
          const isOver =
            now.problem !== null || (now.lastSuccessAt ?? 0) > (before.lastSuccessAt ?? 0);
          expect((now.lastAttemptAt ?? 0) > (before.lastAttemptAt ?? 0) && isOver).toBe(true);
        },
        { timeout: 20_000 },
      );
      await options.reload();
      await seen(options.getByText('Connected as'));
      // The API's own words are in the details.
      const details = popup.getByRole('button', { name: 'Details', exact: true });
      if ((await details.count()) > 0) await details.click();
      await expectNoLeak(popup);
      if (name !== 'rows of a list') expect(await popup.innerText('body')).toContain('•••');
      session.sandbox.faults.clear();
      await popup.close();
    },
  );

  it('are missing from the report of the diagnostics', async () => {
    await options.bringToFront();
    await options.getByText('Help', { exact: true }).click();
    await options.getByRole('button', { name: 'Copy report' }).click();
    await vi.waitFor(async () =>
      expect(await options.evaluate(() => navigator.clipboard.readText())).not.toBe(''),
    );
    const report = await options.evaluate(() => navigator.clipboard.readText());
    expect(report).toContain('keyOwner:\n  saved\n');
    expect(report).toContain('slack: on, no fault');
    expect(leaksIn(report)).toEqual([]);
  });

  it('are in no message of worker or pages, and in no request but their own', () => {
    expect(leaksIn(said.join('\n'))).toEqual([]);
    expect(session.sandbox.requests.length).toBeGreaterThan(5);
    for (const { headers, url, body, host, path } of session.sandbox.requests) {
      expect(host).toBe('api.creatoraudit.com');
      const { authorization, ...others } = headers;
      // Requests that need no key have none.
      expect(authorization).toBe(path === '/v2/meta' ? undefined : `Bearer ${CANARY}`);
      expect(leaksIn(JSON.stringify({ url, body, others }))).toEqual([]);
    }
    const contacted = session.browser.contacts().filter(({ cause }) => cause === 'extension');
    expect(contacted.map(({ origin }) => origin).sort()).toEqual([
      'https://api.creatoraudit.com',
      'https://discord.com',
      'https://hooks.slack.com',
      'https://media.creatoraudit.com',
    ]);
  });

  it('are in no file of the browser profile except its own databases', () => {
    const { userDataDir, extensionId } = session.browser;
    const files = readdirSync(userDataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
    const holding = files.filter((file) => {
      const bytes = readFileSync(file).toString('latin1');
      return SECRETS.flatMap((secret) => [secret, ...halvesOf(secret)]).some((form) =>
        bytes.includes(form),
      );
    });
    const folders = new Set(
      holding.map((file) => relative(userDataDir, file).split('/').slice(0, 3).join('/')),
    );
    expect(folders.size).toBeGreaterThan(0);
    for (const folder of folders) {
      expect([
        `Default/Local Extension Settings/${extensionId}`,
        `Default/IndexedDB/chrome-extension_${extensionId}_0.indexeddb.leveldb`,
      ]).toContain(folder);
    }
  });
});
