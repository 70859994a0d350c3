import { browser } from '../../utils/browser/browser.ts';
import type { Connection } from '../../utils/creator-audit/http/connection.ts';
import { answerSampleRequest } from '../../utils/sample/answer-sample-request.ts';
import { sampleLibrarySchema } from '../../utils/sample/sample-library.ts';

/**
 * The connection of the sample data. It answers each request itself, from a file of the extension:
 * nothing reaches the network.
 *
 * @param start the start of the sample, ms since epoch
 */
export function sampleConnection(key: string, start: number): Connection {
  return {
    key,
    now: Date.now,
    isOnline: () => true,
    hasAccess: async () => true,
    async fetch(url, { body }) {
      // A worker cannot import on demand, but it can read a file of its own.
      const file = await fetch(browser.runtime.getURL('/sample.json'));
      return answerSampleRequest(sampleLibrarySchema.parse(await file.json()), start, Date.now(), {
        url,
        body: typeof body === 'string' ? body : null,
      });
    },
  };
}
