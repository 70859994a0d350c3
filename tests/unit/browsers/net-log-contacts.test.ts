import { describe, expect, it } from 'vitest';
import { contactsInNetLog } from '../../browsers/net-log-contacts.ts';

const START = 7;

function netLog(...events: object[]): string {
  const constants = { logEventTypes: { REQUEST_ALIVE: 1, URL_REQUEST_START_JOB: START } };
  return [
    `{"constants":${JSON.stringify(constants)},`,
    '"events": [',
    ...events.map((e) => `${JSON.stringify(e)},`),
  ].join('\n');
}

const request = (url: string, initiator: string, request_type = 'other') => ({
  type: START,
  params: { url, initiator, request_type },
});

describe('contactsInNetLog', () => {
  it('separates contacts of the extension from tabs, pages and the browser itself', () => {
    const log = netLog(
      request('https://api.creatoraudit.com/v2/whoami', 'chrome-extension://abc'),
      request('https://www.tiktok.com/@a/video/1', 'chrome-extension://abc', 'main frame'),
      request('https://cdn.example/x.js', 'https://www.tiktok.com'),
      request('https://update.googleapis.com/service', 'not an origin'),
    );
    expect(contactsInNetLog(log)).toEqual([
      { origin: 'https://api.creatoraudit.com', cause: 'extension' },
      { origin: 'https://www.tiktok.com', cause: 'navigation' },
      { origin: 'https://cdn.example', cause: 'page' },
      { origin: 'https://update.googleapis.com', cause: 'browser' },
    ]);
  });

  it('lists an origin once for each initiator, with an unusual port', () => {
    const log = netLog(
      request('wss://a.example:8443/1', 'chrome-extension://abc'),
      request('wss://a.example:8443/2', 'chrome-extension://abc'),
      request('http://a.example:80/', 'https://b.example'),
    );
    expect(contactsInNetLog(log)).toEqual([
      { origin: 'wss://a.example:8443', cause: 'extension' },
      { origin: 'http://a.example', cause: 'page' },
    ]);
  });

  it('ignores requests that were not started', () => {
    expect(
      contactsInNetLog(netLog({ type: 1, params: { url: 'https://a.example/' } }, { type: START })),
    ).toEqual([]);
  });

  it('parses a log that is still being written', () => {
    const log = netLog(request('https://a.example/', 'chrome-extension://abc'));
    expect(contactsInNetLog(`${log}\n{"type":7,"params":{"url":"https://b.ex`)).toHaveLength(1);
    expect(contactsInNetLog('')).toEqual([]);
  });
});
