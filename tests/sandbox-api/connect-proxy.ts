import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { API_HOST, WEBHOOK_HOSTS } from './hosts.ts';
import { LOOPBACK } from './loopback-server.ts';

/**
 * A proxy for a browser under test: the API's host leads to the sandbox, the hosts of webhooks to a
 * fake of them, and everything else is refused and recorded.
 */
export interface ConnectProxy {
  readonly port: number;
  /** The `host:port` of each tunnel opened. */
  readonly tunnels: readonly string[];
  /**
   * The `host:port` (or the URL of a plain request) of everything refused; empty if only known
   * hosts were contacted.
   */
  readonly refused: readonly string[];
  close(): Promise<void>;
}

/**
 * Starts the proxy on loopback.
 *
 * @param sandboxPort the port of a sandbox that speaks TLS
 * @param webhookPort that of fake webhooks; `null`: their hosts cannot be reached
 */
export async function startConnectProxy(
  sandboxPort: number,
  webhookPort: number | null = null,
): Promise<ConnectProxy> {
  const ports = new Map([
    [`${API_HOST}:443`, sandboxPort],
    ...WEBHOOK_HOSTS.flatMap((host) =>
      webhookPort === null ? [] : [[`${host}:443`, webhookPort] as const],
    ),
  ]);
  const tunnels: string[] = [];
  const refused: string[] = [];
  const sockets = new Set<Duplex>();
  const server = createServer((request, response) => {
    refused.push(request.url ?? '');
    response.writeHead(403).end();
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('connect', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    const target = request.url ?? '';
    client.on('error', () => client.destroy());
    const port = ports.get(target);
    if (port === undefined) {
      refused.push(target);
      client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    tunnels.push(target);
    const upstream = connect(port, LOOPBACK, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    // A refusal or reset by the sandbox reaches the browser as the end of its tunnel.
    upstream.on('error', () => client.destroy());
    upstream.on('close', () => client.end());
    client.on('close', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    tunnels,
    refused,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
