import { connect, type Socket } from 'node:net';

/** The error of a failed command, with WebDriver's code such as `no such element`. */
export class MarionetteError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.name = 'MarionetteError';
    this.code = code;
  }
}

interface PendingCommand {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/**
 * A connection with Firefox's own remote protocol. WebDriver BiDi does not open an extension's
 * pages; this one does. Selenium needs geckodriver for it, which neither Debian nor npm has: npm's
 * package of that name downloads the program from elsewhere.
 *
 * Messages are JSON behind their length in bytes: `29:[0,1,"WebDriver:GetTitle",{}]` is a request
 * (0, id, command, parameters) and `[1,1,null,{…}]` its response (1, id, error, result). The first
 * message is a greeting of Firefox without an id. Source: firefox-source-docs.mozilla.org,
 * Marionette, Protocol.
 */
export class Marionette {
  readonly #socket: Socket;
  readonly #pending = new Map<number, PendingCommand>();
  #received: Buffer = Buffer.alloc(0);
  #lastId = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      for (const { reject } of this.#pending.values())
        reject(new Error('Firefox closed the connection.'));
      this.#pending.clear();
    });
  }

  /** Sends a command such as `WebDriver:Navigate`; resolves with its result, as Firefox sent it. */
  send(command: string, params: object = {}): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    const message = Buffer.from(JSON.stringify([0, id, command, params]));
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) return reject(new Error('Firefox closed the connection.'));
      this.#pending.set(id, { resolve, reject });
      this.#socket.write(Buffer.concat([Buffer.from(`${message.length}:`), message]));
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const colon = this.#received.indexOf(':');
      if (colon < 0) return;
      const end = colon + 1 + Number(this.#received.subarray(0, colon).toString());
      if (this.#received.length < end) return;
      const message: unknown = JSON.parse(this.#received.subarray(colon + 1, end).toString());
      this.#received = this.#received.subarray(end);
      if (Array.isArray(message)) this.#settle(message);
    }
  }

  #settle([, id, error, result]: unknown[]): void {
    const command = this.#pending.get(id as number);
    this.#pending.delete(id as number);
    if (error === null) command?.resolve(result);
    else {
      const { error: code, message } = error as { error: string; message: string };
      command?.reject(new MarionetteError(code, message));
    }
  }
}

/** Connects to a Firefox on a port of this machine. @throws when no program listens there */
export function connectMarionette(port: number): Promise<Marionette> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(new Marionette(socket));
    });
  });
}
