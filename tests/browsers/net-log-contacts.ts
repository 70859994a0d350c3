/**
 * The cause of a request: `navigation` is a tab opening an address, `browser` is Chromium itself.
 */
type ContactCause = 'extension' | 'navigation' | 'page' | 'browser';

/** An origin that the browser tried to reach, successfully or not. */
export interface Contact {
  /** For example `https://api.creatoraudit.com`. */
  readonly origin: string;
  readonly cause: ContactCause;
}

interface NetLogEvent {
  readonly type?: number;
  readonly params?: {
    readonly url?: string;
    readonly initiator?: string;
    readonly request_type?: string;
  };
}

/**
 * Reads from Chromium's own network log (`--log-net-log`) the contacted origins, each with its
 * cause once.
 *
 * The log is written by the network service, below every extension API, so no request can bypass
 * it: `URL_REQUEST_START_JOB` stands for every request and for every hop of a redirect, with the
 * origin that initiated it. Chromium appends events in batches: while it runs the last few are
 * missing. Format: one JSON document, the constants on its first line, then one event a line.
 */
export function contactsInNetLog(netLog: string): Contact[] {
  const [firstLine = '', ...lines] = netLog.split('\n');
  if (firstLine === '') return [];
  const { constants } = JSON.parse(`${firstLine.replace(/,$/, '')}}`);
  const startOfRequest: number = constants.logEventTypes.URL_REQUEST_START_JOB;
  const contacts = new Map<string, Contact>();
  for (const line of lines) {
    const { type, params } = parseEvent(line);
    if (type !== startOfRequest || params?.url === undefined) continue;
    const { protocol, host } = new URL(params.url);
    if (!/^(https?|wss?):$/.test(protocol)) continue;
    const contact = {
      origin: `${protocol}//${host}`,
      cause: causeOf(params.initiator, params.request_type),
    };
    contacts.set(`${contact.cause} ${contact.origin}`, contact);
  }
  return [...contacts.values()];
}

function parseEvent(line: string): NetLogEvent {
  try {
    return JSON.parse(line.replace(/,$/, ''));
  } catch {
    // The opening and closing brackets of the event list, and a last line that is still being
    // written.
    return {};
  }
}

function causeOf(initiator: string | undefined, requestType: string | undefined): ContactCause {
  if (requestType === 'main frame') return 'navigation';
  if (initiator?.startsWith('chrome-extension://')) return 'extension';
  return initiator === undefined || initiator === 'not an origin' ? 'browser' : 'page';
}
