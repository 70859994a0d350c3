import { API_HOST } from './hosts.ts';
import type { Sandbox } from './start-sandbox-api.ts';

/** Describes a running sandbox for a terminal: its address, its key and its library. */
export function describeSandbox({ data, url, key, port, certificate }: Sandbox): string {
  const count = (number: number) => new Intl.NumberFormat('en').format(number);
  const posts = count(data.posts('account-videos').length);
  const videos = count(data.posts('videos').length);
  const accounts = count(data.accounts.length);
  return [
    'The sandbox API is running; Ctrl-C stops it.',
    '',
    `  base URL   ${url}/v2`,
    `  key        ${key}`,
    `  library    ${posts} posts of ${accounts} accounts, and ${videos} posts tracked one by one`,
    ...(certificate === null
      ? []
      : [
          '',
          'Chromium takes it for the real API when started with',
          `  --host-resolver-rules="MAP ${API_HOST}:443 127.0.0.1:${port}"` +
            ' --ignore-certificate-errors',
        ]),
  ].join('\n');
}
