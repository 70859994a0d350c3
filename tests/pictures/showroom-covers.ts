import { createRequire } from 'node:module';
import { LoopbackServer } from '../sandbox-api/loopback-server.ts';
import { SHOWROOM_TOPICS } from '../sandbox-api/showroom-texts.ts';
import type { Sandbox } from '../sandbox-api/start-sandbox-api.ts';

/** The elements of each icon, such as `[['path', { d: '…' }]]`. */
const icons: Readonly<Record<string, readonly (readonly [string, Record<string, string>])[]>> =
  createRequire(import.meta.url)('lucide-static/icon-nodes.json');

/** The ground of each topic's covers, from one corner to the other. */
const GROUNDS = [
  ['#f4a259', '#bc4b51'],
  ['#8cb369', '#5b8e7d'],
  ['#4d96ff', '#274690'],
  ['#9bc53d', '#386641'],
  ['#c08552', '#5e3023'],
  ['#ffb4a2', '#b5838d'],
  ['#ffd166', '#ef476f'],
  ['#89c2d9', '#2c7da0'],
  ['#b388eb', '#5a189a'],
  ['#f7a072', '#0fa3b1'],
] as const;

/**
 * Starts a server in place of the host of covers, since the sandbox's posts have no pictures: a
 * ground and a sign for what the account is about.
 */
export async function startShowroomCovers(sandbox: Sandbox): Promise<LoopbackServer> {
  const server = new LoopbackServer(
    (request, response) => {
      const [, id = ''] = (request.url ?? '').split('/');
      const username = String(sandbox.data.row(id).account_username);
      response.setHeader('content-type', 'image/svg+xml').end(drawCover(username, id));
    },
    0,
    sandbox.certificate,
  );
  await server.listen();
  return server;
}

function drawCover(username: string, id: string): string {
  const index = SHOWROOM_TOPICS.findIndex(({ accounts }) =>
    accounts.some((account) => username.startsWith(account)),
  );
  const [from, to] = GROUNDS[index] ?? GROUNDS[0];
  const nodes = icons[SHOWROOM_TOPICS[index]?.icon ?? ''];
  if (nodes === undefined) throw new Error(`There is no cover for ${username}.`);
  const elements = nodes.map(
    ([name, attributes]) =>
      `<${name} ${Object.entries(attributes)
        .map(([attribute, value]) => `${attribute}="${value}"`)
        .join(' ')}/>`,
  );
  // Posts of one account differ a little.
  const turn = Number.parseInt(id.slice(0, 2), 16) || 0;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" width="160" height="160">
    <linearGradient id="ground" gradientTransform="rotate(${turn % 90})">
      <stop stop-color="${from}"/><stop offset="1" stop-color="${to}"/>
    </linearGradient>
    <rect width="40" height="40" fill="url(#ground)"/>
    <g transform="translate(8 8)" fill="none" stroke="#ffffff" stroke-width="1.75"
      stroke-linecap="round" stroke-linejoin="round">${elements.join('')}</g>
  </svg>`;
}
