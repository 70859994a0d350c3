import { connect as netConnect } from 'node:net';
import { text } from 'node:stream/consumers';
import { type TLSSocket, connect as tlsConnect } from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ConnectProxy, startConnectProxy } from '../../sandbox-api/connect-proxy.ts';
import { API_HOST } from '../../sandbox-api/hosts.ts';
import { type Sandbox, startSandboxApi } from '../../sandbox-api/start-sandbox-api.ts';

let sandbox: Sandbox;
let proxy: ConnectProxy;

beforeEach(async () => {
  sandbox = await startSandboxApi({ tls: true, library: [], keepAlive: false });
  proxy = await startConnectProxy(sandbox.port);
});

afterEach(async () => {
  await proxy.close();
  await sandbox.close();
});

/** The first line of the proxy's answer to CONNECT, and the socket, ready for TLS. */
function openTunnel(target: string) {
  const socket = netConnect(proxy.port, '127.0.0.1');
  socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`);
  return new Promise<{ line: string; socket: typeof socket }>((resolve) => {
    socket.once('data', (data) =>
      resolve({ line: data.toString().split('\r\n')[0] ?? '', socket }),
    );
  });
}

test('connect proxy tunnels the API host to the sandbox with end-to-end TLS', async () => {
  const { line, socket } = await openTunnel(`${API_HOST}:443`);
  expect(line).toBe('HTTP/1.1 200 Connection Established');
  const secure: TLSSocket = tlsConnect({
    socket,
    servername: API_HOST,
    ca: sandbox.certificate?.authority ?? '',
  });
  secure.write(`GET /v2/health HTTP/1.1\r\nHost: ${API_HOST}\r\n\r\n`);
  expect(await text(secure)).toMatch(/^HTTP\/1\.1 200 OK/);
  expect(sandbox.requests).toMatchObject([{ path: '/v2/health', host: API_HOST }]);
  expect([proxy.tunnels, proxy.refused]).toEqual([[`${API_HOST}:443`], []]);
});

test.each([`${API_HOST}:80`, 'elsewhere.test:443'])(
  'connect proxy refuses and logs a tunnel to %s',
  async (target) => {
    const { line } = await openTunnel(target);
    expect(line).toBe('HTTP/1.1 403 Forbidden');
    expect([proxy.tunnels, proxy.refused]).toEqual([[], [target]]);
  },
);

test('connect proxy refuses and logs plain requests', async () => {
  expect((await fetch(`http://127.0.0.1:${proxy.port}/page`)).status).toBe(403);
  expect(proxy.refused).toEqual(['/page']);
});
