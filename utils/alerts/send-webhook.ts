import * as z from 'zod/mini';
import { readBodyText } from '../creator-audit/http/read-body.ts';
import { clampRetryAfter, retryAfterMs } from '../creator-audit/http/retry-after.ts';
import type { ChannelFault } from './channel-state.ts';
import type { DeliveryResult } from './outbox.ts';
import type { WebhookChannel } from './webhook-address.ts';

/**
 * The timeout of one attempt, ms. Chrome kills a worker whose response takes 30 s, and Firefox one
 * that has called nothing for 30 s.
 */
const WEBHOOK_TIMEOUT_MS = 15_000;

/** An answer that says to wait has less than a hundred bytes. */
const MAX_ANSWER_BYTES = 10_000;

/** Discord says in the body, too, how long to wait, in seconds (Discord, Rate limits). */
const rateLimitSchema = z.object({ retry_after: z.number() });

/** Everything that sending needs from outside. */
export interface WebhookConnection {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** ms since epoch. */
  readonly now: () => number;
  /** `navigator.onLine`: false is certain, true is not. */
  readonly isOnline: () => boolean;
  /** Returns true if the browser lets the extension contact the channel's host. */
  readonly hasAccess: (channel: WebhookChannel) => Promise<boolean>;
}

/**
 * Makes one attempt to post a message to a webhook. Never throws, never repeats and never waits.
 * No redirect is followed; no cookie and no referrer is sent.
 *
 * @param address from `parseWebhookAddress`; `null`: none is saved
 * @param payload sent as JSON
 */
export async function sendWebhook(
  connection: WebhookConnection,
  channel: WebhookChannel,
  address: string | null,
  payload: unknown,
): Promise<DeliveryResult> {
  const { now, isOnline, hasAccess } = connection;
  if (!(await hasAccess(channel))) return failed('access-missing');
  if (address === null) return failed('address-missing');
  const signal = AbortSignal.timeout(WEBHOOK_TIMEOUT_MS);
  let response: Response;
  try {
    response = await connection.fetch(channel === 'discord' ? `${address}?wait=true` : address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(payload),
      credentials: 'omit',
      cache: 'no-store',
      // As `error`, but says that it was a redirect: an empty response of status 0.
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      signal,
    });
  } catch (error) {
    const isTimeout =
      signal.aborted || (error instanceof Error && /^(Abort|Timeout)Error$/.test(error.name));
    if (isTimeout) return failed('timeout');
    // Access may have been taken away while the request was under way.
    if (!(await hasAccess(channel))) return failed('access-missing');
    return failed(isOnline() ? 'network' : 'offline');
  }
  if (response.type === 'opaqueredirect') return failed('redirected');
  const { ok, status } = response;
  if (ok) {
    // It has arrived, whatever becomes of the body.
    response.body?.cancel().catch(() => {});
    return { ok: true };
  }
  const { text } = await readBodyText(response, MAX_ANSWER_BYTES);
  return failed(
    faultOfStatus(status),
    status,
    status === 429 || status === 503 ? waitIn(response.headers, text, now()) : null,
  );
}

/**
 * Returns the fault of a status. Slack answers 404 `no_service` and 410 `channel_is_archived`, 403
 * where a workspace forbids the webhook; Discord 404 for a deleted webhook and 401 for a wrong
 * token.
 */
function faultOfStatus(status: number): ChannelFault {
  if (status === 429) return 'rate-limited';
  if (status === 408 || status >= 500) return 'server-error';
  if (status === 401 || status === 403 || status === 404 || status === 410) return 'revoked';
  return status >= 300 && status < 400 ? 'redirected' : 'rejected';
}

/** Returns the longer wait of header and body, ms; `null` where there is none. */
function waitIn(headers: Headers, text: string, now: number): number | null {
  const body = rateLimitSchema.safeParse(parseJson(text));
  const waits = [
    retryAfterMs(headers, now),
    body.success ? clampRetryAfter(Math.ceil(body.data.retry_after * 1000)) : null,
  ].filter((wait) => wait !== null);
  return waits.length === 0 ? null : Math.max(...waits);
}

function failed(
  fault: ChannelFault,
  status: number | null = null,
  retryAfter: number | null = null,
): DeliveryResult {
  return { ok: false, fault, status, retryAfterMs: retryAfter };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
