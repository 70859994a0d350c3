import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import type { Fault } from '../sandbox-api/fault.ts';
import {
  type ExtensionSession,
  listedPosts,
  seen,
  startExtensionSession,
  syncedAfter,
} from './support/extension-session.ts';
import { forgetLibrary } from './support/forget-library.ts';

const { posts, hitIds } = libraryWithHits(Date.now());

const problem = (status: number, code: string, more: object = {}): Fault => ({
  kind: 'problem',
  status,
  code,
  ...more,
});

/** The behaviour of the API, the message of the popup, whether it is an alert, and the badge. */
const CASES: readonly {
  readonly when: string;
  readonly fault: Fault;
  readonly says: string;
  /** A text of its details. */
  readonly details?: string;
  readonly role: 'alert' | 'status';
  readonly badge: string;
}[] = [
  {
    when: '401',
    fault: problem(401, 'UNAUTHORIZED'),
    says: 'Your API key was rejected',
    role: 'alert',
    badge: '!',
  },
  {
    when: '403 FORBIDDEN',
    fault: problem(403, 'FORBIDDEN'),
    says: 'Your API key is disabled',
    role: 'alert',
    badge: '!',
  },
  {
    when: '403 INSUFFICIENT_SCOPE',
    fault: problem(403, 'INSUFFICIENT_SCOPE'),
    says: 'missing the “read” permission',
    role: 'alert',
    badge: '!',
  },
  {
    when: '403 QUOTA_EXCEEDED',
    fault: problem(403, 'QUOTA_EXCEEDED'),
    says: "plan's limit",
    role: 'alert',
    badge: '!',
  },
  {
    when: '404',
    fault: problem(404, 'NOT_FOUND'),
    says: 'CreatorAudit has changed',
    role: 'alert',
    badge: '!',
  },
  {
    when: '422',
    fault: problem(422, 'VALIDATION_ERROR', {
      errors: [{ field: 'limit', message: 'must be at most 100' }],
    }),
    says: 'Something went wrong with the request',
    details: 'limit: must be at most 100',
    role: 'alert',
    badge: '!',
  },
  {
    when: '429',
    fault: problem(429, 'RATE_LIMITED', { retryAfter: 120 }),
    says: 'Request limit reached',
    role: 'status',
    badge: '2',
  },
  {
    when: '500',
    fault: problem(500, 'INTERNAL_ERROR'),
    says: 'has a problem right now',
    role: 'status',
    badge: '2',
  },
  {
    when: '503',
    fault: problem(503, 'SERVICE_UNAVAILABLE'),
    says: 'available right now',
    role: 'status',
    badge: '2',
  },
  {
    when: 'a proxy’s page',
    fault: { kind: 'html', status: 502 },
    says: 'has a problem right now',
    role: 'status',
    badge: '2',
  },
  {
    when: 'an HTML page with 200',
    fault: { kind: 'html', status: 200 },
    says: "couldn't read",
    role: 'alert',
    badge: '!',
  },
  {
    when: 'an empty body',
    fault: { kind: 'empty-body', status: 200 },
    says: "couldn't read",
    role: 'alert',
    badge: '!',
  },
  {
    when: 'an error without a body',
    fault: { kind: 'empty-body', status: 500 },
    says: 'has a problem right now',
    role: 'status',
    badge: '2',
  },
  {
    when: 'another shape',
    fault: { kind: 'wrong-shape' },
    says: "couldn't read",
    role: 'alert',
    badge: '!',
  },
  {
    when: 'a list that goes in circles',
    fault: { kind: 'endless-list' },
    says: 'kept repeating',
    role: 'alert',
    badge: '!',
  },
  {
    when: 'a redirect to elsewhere',
    fault: { kind: 'redirect', to: 'https://elsewhere.example/' },
    says: 'accept the request',
    role: 'alert',
    badge: '!',
  },
];

/** Starts another browser, in which a request is not answered: its timeout passes meanwhile. */
async function startHangingSync() {
  const session = await startExtensionSession({ library: posts });
  await session.connect();
  session.sandbox.faults.add({ path: '/v2/accounts' }, problem(404, 'NOT_FOUND'));
  session.sandbox.faults.add({ path: '/v2/account-videos' }, { kind: 'hang' });
  const popup = await session.browser.openPopup();
  await popup.getByRole('button', { name: 'Refresh' }).click();
  return { session, popup };
}

describe('API failures in the browser', () => {
  let session: ExtensionSession;
  let hanging: Awaited<ReturnType<typeof startHangingSync>>;
  beforeAll(async () => {
    hanging = await startHangingSync();
    session = await startExtensionSession({ library: posts });
    await session.connect();
    await session.badgeSays(String(hitIds.length));
  });
  afterAll(async () => {
    await session.close();
    await hanging.session.close();
  });
  beforeEach(() => {
    session.sandbox.faults.clear();
    // An API without accounts, so that every sync lists everything.
    session.sandbox.faults.add({ path: '/v2/accounts' }, problem(404, 'NOT_FOUND'));
  });

  const refresh = async () => {
    const popup = await session.browser.openPopup();
    await popup.getByRole('button', { name: 'Refresh' }).click();
    return popup;
  };

  it.each(CASES)(
    'shows the message for $when, and keeps the last good list',
    async ({ fault, says, details, role, badge }) => {
      session.sandbox.faults.add({ path: '/v2/account-videos' }, fault);
      const popup = await refresh();
      const notice = popup.getByRole(role).filter({ hasText: says });
      await seen(notice);
      await notice.getByRole('button', { name: 'Details', exact: true }).click();
      const dialog = popup.getByRole('dialog', { name: says });
      expect(await dialog.innerText()).toMatch(/Showing results from/);
      if (details !== undefined) expect(await dialog.innerText()).toContain(details);
      if (fault.kind === 'problem')
        expect(await dialog.innerText()).toMatch(/Request ID \(for support\): \S+/);
      await popup.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      expect((await listedPosts(popup, 'Breakouts')).map(({ id }) => id).sort()).toEqual(
        [...hitIds].sort(),
      );
      await session.badgeSays(badge);
      await popup.close();
    },
  );

  it('shows that the API is unreachable when connections are refused, and recovers', async () => {
    await session.sandbox.stopListening();
    const popup = await refresh();
    await seen(popup.getByRole('status').filter({ hasText: 'reach CreatorAudit' }));
    await session.sandbox.listenAgain();
    await popup.getByRole('button', { name: 'Details', exact: true }).click();
    await syncedAfter(popup, () => popup.getByRole('button', { name: 'Try again' }).click());
    await popup.getByText('reach CreatorAudit').waitFor({ state: 'hidden' });
    await popup.close();
  });

  it('times out when a request is never answered, and shows a message', async () => {
    await seen(hanging.popup.getByRole('status').filter({ hasText: 'took too long' }));
  });

  it('keeps the number, without an alert, while offline', async () => {
    const popup = await session.browser.openPopup();
    await syncedAfter(popup, () => popup.getByRole('button', { name: 'Refresh' }).click());
    await session.browser.setOffline(true);
    await popup.getByRole('button', { name: 'Refresh' }).click();
    await seen(popup.getByRole('status').filter({ hasText: 'offline' }));
    await session.badgeSays(String(hitIds.length));
    await session.browser.setOffline(false);
    await popup.getByRole('button', { name: 'Details', exact: true }).click();
    await syncedAfter(popup, () => popup.getByRole('button', { name: 'Try again' }).click());
    await popup.getByText('offline').waitFor({ state: 'hidden' });
    await popup.close();
  });

  it('falls back to deltas by GET for a read-only key, and remembers that', async () => {
    session.sandbox.setKey({ key: session.sandbox.key, scopes: ['read'] });
    session.sandbox.clearRequests();
    const deltaRequests = () =>
      session.sandbox.requests
        .filter(({ path }) => path === '/v2/videos/deltas')
        .map(({ method, status }) => `${method} ${status}`);
    const popup = await session.browser.openPopup();
    const press = () => popup.getByRole('button', { name: 'Refresh' }).click();
    await forgetLibrary(popup);
    await syncedAfter(popup, press);
    expect(deltaRequests()).toEqual(['POST 403', 'GET 200', 'GET 200']);
    session.sandbox.clearRequests();
    await forgetLibrary(popup);
    await syncedAfter(popup, press);
    expect(deltaRequests()).toEqual(['GET 200', 'GET 200']);
    expect((await listedPosts(popup, 'Breakouts')).map(({ id }) => id).sort()).toEqual(
      [...hitIds].sort(),
    );
    await popup.close();
  });
});
