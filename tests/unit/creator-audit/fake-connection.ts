import type { Connection } from '../../../utils/creator-audit/http/connection.ts';

/** A key that is easy to find wherever it leaks. */
export const KEY = 'ca_live_CANARY/0123+4567';

/** Monday, 23 November 2026, 12:00 UTC. */
export const NOW = Date.UTC(2026, 10, 23, 12);

export interface SentRequest extends RequestInit {
  readonly url: URL;
}

/** A connection whose requests get the response of `answer`, and its requests. */
export function fakeConnection(
  answer: (sent: SentRequest) => Response | Promise<Response>,
  changes: Partial<Connection> = {},
): Connection & { readonly sent: SentRequest[] } {
  const sent: SentRequest[] = [];
  return {
    key: KEY,
    now: () => NOW,
    isOnline: () => true,
    hasAccess: async () => true,
    fetch: async (url, init) => {
      const request = { ...init, url: new URL(url) };
      sent.push(request);
      return answer(request);
    },
    sent,
    ...changes,
  };
}

/** A connection whose every answer is this JSON with status 200. */
export function connectionAnswering(json: unknown, headers: Record<string, string> = {}) {
  return fakeConnection(() => Response.json(json, { headers }));
}

/** A connection whose every answer is a problem document. */
export function connectionRefusing(status: number, code: string) {
  return fakeConnection(() =>
    Response.json({ status, code, title: 'No', detail: 'Not so.' }, { status }),
  );
}
