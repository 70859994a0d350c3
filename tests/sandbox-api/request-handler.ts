import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { createResponse } from './create-response.ts';
import type { ConnectionFault, Fault, ResponseFault } from './fault.ts';
import type { FaultPlan } from './fault-plan.ts';
import type { HeldRequests } from './held-requests.ts';
import type { LoggedRequest } from './request-log.ts';
import { ResponseFaults } from './response-faults.ts';
import type { SandboxState } from './sandbox-state.ts';
import { sendResponse } from './send-response.ts';

const CONNECTION_FAULTS: readonly Fault['kind'][] = [
  'hang',
  'stall',
  'cut-off',
  'reset',
  'delay',
  'slow-drip',
];

function isConnectionFault(fault: Fault): fault is ConnectionFault {
  return CONNECTION_FAULTS.includes(fault.kind);
}

/** The parts of a sandbox that the handler uses. */
export interface HandlerParts {
  readonly state: SandboxState;
  readonly log: LoggedRequest[];
  readonly faults: FaultPlan;
  readonly holds: HeldRequests;
  /** Returns the latency of the next response, ms. */
  readonly latencyMs: () => number;
  readonly keepAlive: boolean;
}

/** Handles requests stage by stage. One per sandbox, because it counts them. */
class Handler {
  readonly #parts: HandlerParts;
  readonly #faultyAnswers = new ResponseFaults();
  #requests = 0;
  #inFlight = 0;

  constructor(parts: HandlerParts) {
    this.#parts = parts;
  }

  async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { state, faults, holds, latencyMs, keepAlive } = this.#parts;
    const request = this.#logged(incoming);
    this.#follow(request, response);
    if (!keepAlive) response.setHeader('connection', 'close');
    try {
      request.body = await text(incoming);
    } catch {
      // The client closed the connection while sending; the log has it.
      return;
    }
    await holds.pass(request);
    const fault = faults.strike(request);
    request.fault = fault?.kind ?? null;
    const latency = latencyMs();
    if (latency > 0) await sleep(latency);
    const query = new URLSearchParams(request.query);
    // The cursors of an endless list are invented, so they return the first page.
    if (fault?.kind === 'endless-list') query.delete('cursor');
    const { requestId, method, path, headers, body } = request;
    const correct = createResponse(state, { requestId, method, path, query, headers, body });
    const [content, connectionFault] = this.#withFault(fault, correct, request);
    if (response.destroyed) return;
    if (connectionFault?.kind !== 'hang' && connectionFault?.kind !== 'reset')
      request.status = content.status;
    await sendResponse(response, content, connectionFault, (bytes) => {
      request.bytesSent += bytes;
    });
  }

  #withFault(
    fault: Fault | null,
    correct: ReturnType<typeof createResponse>,
    request: LoggedRequest,
  ) {
    if (fault === null) return [correct, null] as const;
    if (isConnectionFault(fault)) return [correct, fault] as const;
    return [
      this.#faultyAnswers.alter(fault satisfies ResponseFault, correct, request),
      null,
    ] as const;
  }

  #logged(incoming: IncomingMessage): LoggedRequest {
    this.#requests += 1;
    const url = incoming.url ?? '/';
    const { pathname, searchParams } = new URL(url, 'http://sandbox');
    const request: LoggedRequest = {
      requestId: `req_${this.#requests.toString(16).padStart(8, '0')}`,
      method: incoming.method ?? '',
      url,
      path: pathname,
      query: searchParams,
      headers: incoming.headers,
      host: incoming.headers.host ?? '',
      body: '',
      startedAt: this.#parts.state.clock.now(),
      inFlightAtStart: this.#inFlight,
      respondedAt: null,
      status: null,
      bytesSent: 0,
      abortedByClient: false,
      fault: null,
    };
    this.#parts.log.push(request);
    return request;
  }

  #follow(request: LoggedRequest, response: ServerResponse): void {
    this.#inFlight += 1;
    response.on('close', () => {
      this.#inFlight -= 1;
      request.respondedAt = this.#parts.state.clock.now();
      // These faults close the connection, not the client.
      const endedHere = request.fault === 'reset' || request.fault === 'cut-off';
      request.abortedByClient = !response.writableFinished && !endedHere;
    });
  }
}

/** Creates the listener of the sandbox's server: it logs, holds, applies faults and responds. */
export function requestHandler(parts: HandlerParts): RequestListener {
  const handler = new Handler(parts);
  return (incoming, response) => {
    handler.handle(incoming, response).catch((error: unknown) => {
      // A bug of the sandbox must not look like a planned fault.
      console.error('The sandbox API failed:', error);
      response.destroy();
    });
  };
}
