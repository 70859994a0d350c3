import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiResponse, bodyText } from './api-response.ts';
import type { ConnectionFault } from './fault.ts';

/**
 * The bytes of a body that are sent once the system has taken those before. A client that has them
 * may send its next request at once, and Node's server closes a connection on which a request
 * arrives while much of a response is still buffered (`HPE_PAUSED`).
 */
const LAST_BYTES = 1024;

/** Writes bytes. Resolves when the system has taken them, or the connection is closed. */
function write(response: ServerResponse, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => response.write(bytes, () => resolve()));
}

/**
 * Sends a response with a fault of the connection.
 * @param sent called with the bytes of the body as they are sent
 */
export async function sendResponse(
  response: ServerResponse,
  content: ApiResponse,
  fault: ConnectionFault | null,
  sent: (bytes: number) => void,
): Promise<void> {
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'reset') {
    response.socket?.destroy();
    return;
  }
  if (fault?.kind === 'delay') await sleep(fault.ms);
  const bytes = Buffer.from(bodyText(content));
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  // A 304 has no body, so it must not have a length.
  const length = content.status === 304 ? {} : { 'content-length': String(bytes.length) };
  response.writeHead(content.status, { ...content.headers, ...length });
  switch (fault?.kind) {
    case 'stall':
      sent(half.length);
      await write(response, half);
      return;
    case 'cut-off':
      sent(half.length);
      await write(response, half);
      response.socket?.destroy();
      return;
    case 'slow-drip': {
      const size = Math.max(1, Math.ceil(bytes.length / fault.pieces));
      for (let start = 0; start < bytes.length && !response.destroyed; start += size) {
        const piece = bytes.subarray(start, start + size);
        sent(piece.length);
        await write(response, piece);
        await sleep(fault.everyMs);
      }
      response.end();
      return;
    }
    default: {
      sent(bytes.length);
      const flushed = Math.max(0, bytes.length - LAST_BYTES);
      if (flushed > 0) await write(response, bytes.subarray(0, flushed));
      response.end(bytes.subarray(flushed));
    }
  }
}
