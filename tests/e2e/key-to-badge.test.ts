import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMPLETE_POPUP } from '../browsers/complete-popup.ts';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import {
  type ExtensionSession,
  listedPosts,
  seen,
  startExtensionSession,
} from './support/extension-session.ts';

const { posts, hitIds } = libraryWithHits(Date.now());
const DAY = 86_400_000;
const PATIENCE = { timeout: 30_000 };

/**
 * The tutorial's list, computed from the sandbox's own data: the ten largest gains of posts with
 * two refreshes. A post published within the window gained its whole count, because no delta has
 * the views before its first refresh.
 */
function tutorialsTopTen(
  session: ExtensionSession,
  windowDays: number,
): { id: string; gained: string }[] {
  const { data } = session.sandbox;
  const refreshedTwice = data.posts('account-videos').filter((post) => {
    const { first_scrape_time, last_scrape_time } = data.row(post.id);
    return (
      first_scrape_time != null && last_scrape_time != null && last_scrape_time > first_scrape_time
    );
  });
  const deltas = data.deltas([windowDays], refreshedTwice);
  return refreshedTwice
    .map(({ id }) => {
      const { create_time, last_scrape_time, view_count } = data.row(id);
      const ageDays =
        (Date.parse(String(last_scrape_time)) - Date.parse(String(create_time))) / DAY;
      const delta = deltas.get(id)?.[windowDays]?.views ?? Number.NaN;
      return { id, ageDays, views: ageDays <= windowDays ? Number(view_count) : delta };
    })
    .filter(({ views }) => !Number.isNaN(views))
    .sort((a, b) => b.views - a.views || (a.id < b.id ? -1 : 1))
    .slice(0, 10)
    .map(({ id, ageDays, views }) => {
      const count = new Intl.NumberFormat('en').format(views);
      return { id, gained: `${count} views gained in ${periodOf(ageDays, windowDays)}` };
    });
}

/**
 * Names the days over which a post gained its views: all its life when it is younger than the
 * window.
 */
function periodOf(ageDays: number, windowDays: number): string {
  if (ageDays >= windowDays) return `${windowDays} days`;
  const days = Math.max(1, Math.round(ageDays));
  return days === 1 ? 'its first day' : `its first ${days} days`;
}

/** All that the extension keeps in this browser. @param page any page of the extension */
function everythingStored(page: Page) {
  return page.evaluate(async () => {
    const records: Record<string, unknown[]> = {};
    const resultOf = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await resultOf(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const keys = await resultOf(database.transaction(store).objectStore(store).getAllKeys());
        if (keys.length > 0) records[`${name}/${store}`] = keys;
      }
      database.close();
    }
    return {
      local: await chrome.storage.local.get<Record<string, unknown>>(null),
      session: Object.keys(await chrome.storage.session.get(null)),
      records,
      caches: await caches.keys(),
      alarms: (await chrome.alarms.getAll()).map(({ name }) => name),
    };
  });
}

describe('from key to badge', () => {
  let session: ExtensionSession;
  beforeAll(async () => {
    session = await startExtensionSession({ library: posts });
  });
  afterAll(() => session.close());

  it('opens the welcome page once, on installation, and asks for a key on the badge', async () => {
    const { browser } = session;
    await expect
      .poll(
        () => browser.context.pages().filter((page) => page.url().endsWith('welcome.html')).length,
      )
      .toBe(1);
    expect(await session.badgeSays('!')).toMatchObject({
      title: expect.stringContaining('add your API key'),
    });
    const popup = await browser.openPopup();
    await seen(popup.getByRole('button', { name: 'Enter your API key' }));
    await popup.close();
    expect(session.sandbox.requests).toEqual([]);
  });

  it('rejects a wrong key with a message, stores nothing of it, and starts no sync', async () => {
    const page = await session.enterKey('ca_wrong_key_000000');
    const alert = page.getByRole('alert').filter({ hasText: 'Your API key was rejected' });
    await seen(alert);
    expect(await alert.innerText()).toMatch(/Request ID \(for support\): \S+/);
    expect(session.sandbox.requests.map(({ path }) => path)).toEqual(['/v2/whoami']);
    const stored = JSON.stringify(await page.evaluate(() => chrome.storage.local.get(null)));
    expect(stored).not.toContain('ca_wrong_key_000000');
    await page.close();
  });

  it('checks a valid key, shows its organization only, syncs, and updates the badge', async () => {
    session.sandbox.clearRequests();
    const page = await session.enterKey(session.sandbox.key);
    const connected = page.getByRole('status').filter({ hasText: 'Connected' });
    await seen(connected);
    expect(await connected.innerText()).toContain('Sandbox key');
    expect(await connected.innerText()).toContain(`ends in ${session.sandbox.key.slice(-4)}`);
    expect(await page.content()).not.toContain(session.sandbox.key);
    expect(await page.getByLabel('API key').count()).toBe(0);
    const { title } = await session.badgeSays(String(hitIds.length));
    expect(title).toContain(`${hitIds.length} breakouts in the last 7 days (${hitIds.length} new)`);
    await page.close();
  });

  it('requests each page once, the total with the first only, and deltas in full batches', () => {
    const asked = session.sandbox.requests;
    const pages = asked.filter(({ path }) => path === '/v2/account-videos');
    expect(pages.map(({ query }) => query.get('limit'))).toEqual(['200']);
    expect(pages.map(({ query }) => query.get('include_total'))).toEqual(['true']);
    const deltas = asked
      .filter(({ path }) => path === '/v2/videos/deltas')
      .map(({ body }) => JSON.parse(body));
    expect(deltas).toHaveLength(1);
    expect(deltas[0].windows).toEqual([1, 2, 7, 14, 28, 30, 60]);
    expect([...deltas[0].video_ids].sort()).toEqual(posts.map(({ id }) => id).sort());
  });

  it('lists breakouts and top movers, each with its exact gain, account and link', async () => {
    const popup = await session.browser.openPopup();
    await seen(popup.getByRole('list', { name: 'Breakouts' }));
    expect((await listedPosts(popup, 'Breakouts')).map(({ id }) => id).sort()).toEqual(
      [...hitIds].sort(),
    );
    expect(await listedPosts(popup, 'Top movers')).toEqual(tutorialsTopTen(session, 7));

    await popup.getByRole('tab', { name: 'Top movers' }).click();
    const row = popup.getByRole('list', { name: 'Top movers' }).getByRole('listitem').first();
    const [top] = tutorialsTopTen(session, 7);
    const apiRow = session.sandbox.data.row(top?.id ?? '');
    expect(await row.innerText()).toContain(`@${apiRow.account_username}`);
    expect(await row.getByRole('link').getAttribute('href')).toBe(
      apiRow.platform === 'tiktok'
        ? `https://www.tiktok.com/@${apiRow.account_username}/video/${apiRow.external_id}`
        : `https://www.instagram.com/p/${apiRow.shortcode}/`,
    );
    await popup.close();
  });

  it('marks breakouts as seen once the popup has shown them, and changes the badge', async () => {
    const popup = await session.browser.openPopup();
    await popup.getByRole('tab', { name: 'Breakouts' }).click();
    await seen(popup.getByRole('list', { name: 'Breakouts' }));
    // A breakout counts as seen after a second on screen.
    await expect
      .poll(async () => (await session.browser.badge()).title, PATIENCE)
      .toContain('(0 new)');
    await popup.close();
    const seenColour = (await session.browser.badge()).backgroundColor;
    expect(seenColour).toEqual([73, 80, 87, 255]);
  });

  it('shows another quick window at once, without a request', async () => {
    session.sandbox.clearRequests();
    const popup = await session.browser.openPopup();
    await seen(popup.locator(COMPLETE_POPUP));
    await popup.getByRole('button', { name: /Window, order and filters/ }).click();
    await popup.getByRole('radio', { name: '30 days' }).check();
    await popup.keyboard.press('Escape');
    await expect.poll(() => listedPosts(popup, 'Top movers')).toEqual(tutorialsTopTen(session, 30));
    expect(session.sandbox.requests).toEqual([]);
    await popup.close();
  });

  it('reranks over the window that the user saves', async () => {
    const page = await session.browser.openOptions();
    const field = page.getByLabel('Look-back window (days)');
    await field.fill('30');
    await field.press('Enter');
    await seen(page.getByText('Saved', { exact: true }));
    await page.close();
    await expect
      .poll(async () => (await session.browser.badge()).title, PATIENCE)
      .toContain('in the last 30 days');
    const popup = await session.browser.openPopup();
    expect(await listedPosts(popup, 'Top movers')).toEqual(tutorialsTopTen(session, 30));
    await popup.close();
  });

  it('explains an invalid window at its field, and keeps the old one', async () => {
    const page = await session.browser.openOptions();
    const field = page.getByLabel('Look-back window (days)');
    for (const [typed, message] of [
      ['0', 'from 1 to 365'],
      ['7.5', 'whole number'],
      ['', 'Enter a number'],
    ] as const) {
      await field.fill(typed);
      await field.press('Enter');
      await seen(page.getByRole('alert').filter({ hasText: message }));
      expect(await field.getAttribute('aria-invalid')).toBe('true');
    }
    await page.reload();
    expect(await page.getByLabel('Look-back window (days)').inputValue()).toBe('30');
    await page.close();
  });

  it('restores the badge from storage when the worker starts again', async () => {
    const { text } = await session.browser.badge();
    await session.browser.killWorker();
    const page = await session.browser.openOptions();
    await page.evaluate(() => chrome.action.setBadgeText({ text: 'lost' }));
    session.sandbox.clearRequests();
    await session.browser.wakeWorker();
    await session.badgeSays(text);
    expect(session.sandbox.requests).toEqual([]);
    await page.close();
  });

  it('finds new breakouts when the user presses Refresh', async () => {
    session.sandbox.data.addPosts(
      libraryWithHits(session.sandbox.now() + DAY).posts.map((post) => ({
        ...post,
        id: post.id.replace('0000-4000', '0000-4001'),
      })),
    );
    session.sandbox.advanceTime(DAY);
    const popup = await session.browser.openPopup();
    await popup.getByRole('button', { name: 'Refresh' }).click();
    await seen(
      popup.getByRole('button', { name: new RegExp(`of ${posts.length * 2} posts compared`) }),
    );
    expect(await listedPosts(popup, 'Top movers')).toEqual(tutorialsTopTen(session, 30));
    await popup.close();
  });

  it('contacts only the API and hosts of covers, sends the key only as bearer', async () => {
    const extensionContacts = session.browser
      .contacts()
      .filter(({ cause }) => cause === 'extension');
    // The covers of posts come from the addresses that the API gives.
    expect(extensionContacts.map(({ origin }) => origin).sort()).toEqual([
      'https://api.creatoraudit.com',
      'https://media.creatoraudit.com',
    ]);
    for (const { headers, url, body, host } of session.sandbox.requests) {
      expect(host).toBe('api.creatoraudit.com');
      expect(headers.authorization).toBe(`Bearer ${session.sandbox.key}`);
      expect(JSON.stringify({ ...headers, authorization: '', url, body })).not.toContain(
        session.sandbox.key,
      );
      expect(headers.cookie).toBeUndefined();
    }
    expect(session.browser.cspViolations()).toEqual([]);
  });

  it('deletes key, posts and lists when the key is removed, and keeps the settings', async () => {
    const popup = await session.browser.openPopup();
    const page = await session.browser.openOptions();
    await page.getByRole('button', { name: 'Disconnect…' }).click();
    const question = page.getByRole('alertdialog');
    await seen(question);
    // Nothing is removed before the answer, and Enter cancels.
    await page.keyboard.press('Enter');
    await question.waitFor({ state: 'hidden' });
    await seen(page.getByText('Connected as'));
    await page.getByRole('button', { name: 'Disconnect…' }).click();
    await question.getByRole('button', { name: 'Disconnect and delete' }).click();
    await seen(page.getByText('Disconnected. Saved data deleted.'));
    await session.badgeSays('!');
    // It stores the place where it was left.
    await popup.close();
    const stored = await everythingStored(page);
    const text = JSON.stringify(stored);
    for (const trace of [session.sandbox.key, ...hitIds]) expect(text).not.toContain(trace);
    expect(Object.keys(stored.local).sort()).toEqual([
      'dueJobs',
      'events',
      'pageState',
      'settingTimes',
      'settings',
    ]);
    expect({ ...stored, local: null }).toEqual({
      local: null,
      session: ['storageMode'],
      records: { 'critical-copies/copies': ['settings'] },
      caches: [],
      alarms: ['jobs'],
    });
    expect(await page.getByLabel('Look-back window (days)').inputValue()).toBe('30');
    await page.close();
  });
});
