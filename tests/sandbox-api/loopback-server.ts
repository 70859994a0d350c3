import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TlsCertificate } from './tls-certificate.ts';

export const LOOPBACK = '127.0.0.1';

/** An HTTP or HTTPS server on loopback that can stop, and listen again on the same port. */
export class LoopbackServer {
  readonly #server: Server;
  #port: number;

  /** @param port 0 lets the system choose. */
  constructor(listener: RequestListener, port: number, certificate: TlsCertificate | null) {
    this.#server = certificate
      ? createTlsServer({ key: certificate.privateKey, cert: certificate.certificate }, listener)
      : createServer(listener);
    this.#port = port;
  }

  /** The port. A chosen one is kept across {@link stop} and {@link listen}. */
  get port(): number {
    return this.#port;
  }

  /** @throws when the port is taken. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#port, LOOPBACK, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Closes open connections, and refuses new ones. */
  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}
