import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { checkKey } from '../../../utils/creator-audit/check-key.ts';
import type { Connection } from '../../../utils/creator-audit/http/connection.ts';
import { API_BASE } from '../../../utils/creator-audit/http/request.ts';
import { KEY } from './fake-connection.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** Serves `listener` over loopback, and gives its address. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Connects to the server at `address` in place of the API. @param timeoutMs of one request */
function connectionTo(address: string, timeoutMs = 20_000): Connection {
  return {
    key: KEY,
    now: Date.now,
    isOnline: () => true,
    hasAccess: async () => true,
    timeoutMs,
    fetch: (url, init) => fetch(url.replace(API_BASE, address), init),
  };
}

async function problemWith(listener: RequestListener, timeoutMs?: number) {
  const outcome = await checkKey(connectionTo(await serve(listener), timeoutMs));
  if (outcome.ok) throw new Error('expected a problem');
  return outcome.problem;
}

describe('request over a real connection', () => {
  it('checks a key', async () => {
    const address = await serve((request, response) => {
      const isKnown =
        request.headers.authorization === `Bearer ${KEY}` && request.headers.cookie === undefined;
      response.setHeader('X-Request-ID', 'r-1');
      response.end(
        JSON.stringify({
          data: { organization_id: isKnown ? 'org-1' : 'nobody', api_key_name: 'Me' },
        }),
      );
    });
    expect(await checkKey(connectionTo(address))).toMatchObject({
      ok: true,
      requestId: 'r-1',
      value: { organizationId: 'org-1' },
    });
  });

  it('reports a timeout when no response comes', async () => {
    expect(await problemWith(() => {}, 150)).toMatchObject({ kind: 'timeout', status: null });
  });

  it('reports a timeout when the body stalls', async () => {
    const stalls: RequestListener = (_, response) => response.write('{"data":');
    expect(await problemWith(stalls, 150)).toMatchObject({ kind: 'timeout', status: 200 });
  });

  it('reports a network problem when the body is cut off', async () => {
    const cuts: RequestListener = (_, response) => {
      response.writeHead(200, { 'Content-Length': 1000 });
      response.write('{"data":', () => response.destroy());
    };
    expect(await problemWith(cuts)).toMatchObject({ kind: 'network', status: 200 });
  });

  it('reports a network problem when the connection is reset', async () => {
    expect(await problemWith((request) => request.socket.destroy())).toMatchObject({
      kind: 'network',
      status: null,
    });
  });

  it('reports a network problem when the connection is refused', async () => {
    const address = await serve(() => {});
    await new Promise((resolve) => servers.pop()?.close(resolve));
    expect(await checkKey(connectionTo(address))).toMatchObject({
      ok: false,
      problem: { kind: 'network', status: null },
    });
  });

  it('follows no redirect and sends the key nowhere else', async () => {
    const visited: string[] = [];
    const elsewhere = await serve((request, response) => {
      visited.push(`elsewhere with ${request.headers.authorization}`);
      response.end();
    });
    const problem = await problemWith((request, response) => {
      visited.push(request.url ?? '');
      response.writeHead(307, { Location: `${elsewhere}/whoami` }).end();
    });
    expect(problem).toMatchObject({ kind: 'refused', status: 307 });
    expect(visited).toEqual(['/whoami']);
  });
});
