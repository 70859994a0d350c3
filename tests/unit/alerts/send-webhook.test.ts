import { describe, expect, it, vi } from 'vitest';
import { sendWebhook, type WebhookConnection } from '../../../utils/alerts/send-webhook.ts';
import { DISCORD_ADDRESS, SLACK_ADDRESS } from '../../sandbox-api/fake-webhooks.ts';

const NOW = Date.UTC(2026, 10, 26, 9);

function connection(
  answer: Response | Error,
  changes: Partial<WebhookConnection> = {},
): WebhookConnection & { readonly fetch: ReturnType<typeof vi.fn> } {
  return {
    now: () => NOW,
    isOnline: () => true,
    hasAccess: async () => true,
    ...changes,
    fetch: vi.fn(async () => {
      if (answer instanceof Error) throw answer;
      return answer;
    }),
  };
}

const slack = (made: WebhookConnection) => sendWebhook(made, 'slack', SLACK_ADDRESS, { text: 'x' });

describe('sendWebhook', () => {
  it('posts JSON without cookies, referrer, cache or redirects', async () => {
    const made = connection(new Response('ok'));
    expect(await slack(made)).toEqual({ ok: true });
    expect(made.fetch).toHaveBeenCalledExactlyOnceWith(SLACK_ADDRESS, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"text":"x"}',
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      signal: expect.any(AbortSignal),
    });
  });

  it('takes a success without a body for one', async () => {
    expect(await slack(connection(new Response(null, { status: 204 })))).toEqual({ ok: true });
  });

  it('asks Discord to confirm that the message was created', async () => {
    const made = connection(new Response('{}'));
    await sendWebhook(made, 'discord', DISCORD_ADDRESS, {});
    expect(made.fetch.mock.calls[0]?.[0]).toBe(`${DISCORD_ADDRESS}?wait=true`);
  });

  it.each([
    [300, 'redirected'],
    [308, 'redirected'],
    [399, 'redirected'],
    [400, 'rejected'],
    [401, 'revoked'],
    [403, 'revoked'],
    [404, 'revoked'],
    [408, 'server-error'],
    [410, 'revoked'],
    [413, 'rejected'],
    [429, 'rate-limited'],
    [500, 'server-error'],
    [503, 'server-error'],
  ])('takes the status %d for %s', async (status, fault) => {
    expect(await slack(connection(new Response('', { status })))).toEqual({
      ok: false,
      fault,
      status,
      retryAfterMs: null,
    });
  });

  it.each([
    ['the header', { 'Retry-After': '120' }, '', 120_000],
    ['the body', {}, '{"retry_after": 1.25, "global": false}', 1250],
    ['the longer of both', { 'Retry-After': '1' }, '{"retry_after": 64.57}', 64_570],
    ['at most a day', { 'Retry-After': '999999' }, '', 86_400_000],
    ['the body, at most a day', {}, '{"retry_after": 999999}', 86_400_000],
    ['nothing readable', { 'Retry-After': 'soon' }, 'slow down', null],
  ])('reads the wait from %s', async (_, headers, body, retryAfterMs) => {
    const result = await slack(connection(new Response(body, { status: 429, headers })));
    expect(result).toMatchObject({ fault: 'rate-limited', retryAfterMs });
  });

  it('reads the wait of a server that is overloaded', async () => {
    const overloaded = new Response('', { status: 503, headers: { 'Retry-After': '120' } });
    expect(await slack(connection(overloaded))).toMatchObject({ retryAfterMs: 120_000 });
  });

  it('does not wait for the body once the message has arrived', async () => {
    const cancel = vi.fn();
    const endless = new Response(new ReadableStream({ cancel }));
    expect(await slack(connection(endless))).toEqual({ ok: true });
    expect(cancel).toHaveBeenCalledOnce();
  });

  it('follows no redirect', async () => {
    const redirect = { type: 'opaqueredirect', status: 0, ok: false } as Response;
    expect(await slack(connection(redirect))).toMatchObject({ ok: false, fault: 'redirected' });
  });

  it.each([
    ['timeout', new DOMException('late', 'TimeoutError'), {}],
    ['network', new TypeError('failed'), {}],
    ['offline', new TypeError('failed'), { isOnline: () => false }],
  ] as const)('takes a failed request for %s', async (fault, error, changes) => {
    expect(await slack(connection(error, changes))).toMatchObject({ ok: false, fault });
  });

  it('sends nothing without access or address', async () => {
    const closed = connection(new Response('ok'), { hasAccess: async () => false });
    expect(await slack(closed)).toMatchObject({ fault: 'access-missing' });
    const open = connection(new Response('ok'));
    expect(await sendWebhook(open, 'slack', null, {})).toMatchObject({ fault: 'address-missing' });
    expect([closed.fetch, open.fetch].flatMap(({ mock }) => mock.calls)).toEqual([]);
  });

  it('says so when access is taken away while the request is under way', async () => {
    let asked = 0;
    const hasAccess = async () => {
      asked += 1;
      return asked === 1;
    };
    const made = connection(new TypeError('failed'), { hasAccess });
    expect(await slack(made)).toMatchObject({ fault: 'access-missing' });
  });
});
