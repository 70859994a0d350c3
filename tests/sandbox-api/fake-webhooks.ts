import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { LoopbackServer } from './loopback-server.ts';
import type { TlsCertificate } from './tls-certificate.ts';

/** Addresses of webhooks as the services write them. */
export const SLACK_ADDRESS =
  'https://hooks.slack.com/services/T0CANARY1/B0CANARY2/sLaCkCaNaRy7f3kQ9zX2mW8';
export const DISCORD_ADDRESS =
  'https://discord.com/api/webhooks/123456789012345678/dIsCoRd_CaNaRy-5vR1tYb6pL0oN3mK8jH2gF4dS6aZ';

/** A request as it arrived. */
interface WebhookRequest {
  /** ms since epoch. */
  readonly at: number;
  readonly host: string;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: unknown;
}

/** An answer in place of the usual one; `hang`: none ever comes. */
type WebhookAnswer =
  | 'hang'
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    };

/** Fakes of the webhooks of Slack and Discord on one port. */
export interface FakeWebhooks {
  readonly port: number;
  /** Every request, in the order of arrival. */
  readonly requests: readonly WebhookRequest[];
  /** Answers the next requests so, in order; later ones are checked, and accepted if right. */
  answerNext(...answers: readonly WebhookAnswer[]): void;
  clear(): void;
  close(): Promise<void>;
}

/** As Slack documents it: at most 50 blocks, and at most 3,000 characters in a section. */
const slackSchema = z.strictObject({
  text: z.string().min(1).max(40_000),
  blocks: z
    .array(
      z.strictObject({
        type: z.literal('section'),
        text: z.strictObject({
          type: z.literal('mrkdwn'),
          text: z.string().min(1).max(3000),
          verbatim: z.literal(true),
        }),
      }),
    )
    .min(1)
    .max(50),
  unfurl_links: z.literal(false),
  unfurl_media: z.literal(false),
  link_names: z.literal(false),
});

/** As Discord documents it: at most 2,000 characters. Here, nobody may be mentioned either. */
const discordSchema = z.strictObject({
  content: z.string().min(1).max(2000),
  allowed_mentions: z.strictObject({ parse: z.array(z.string()).length(0) }),
  flags: z.literal(4),
});

/** Starts the fakes on loopback, over TLS. */
export async function startFakeWebhooks(certificate: TlsCertificate): Promise<FakeWebhooks> {
  const requests: WebhookRequest[] = [];
  const answers: WebhookAnswer[] = [];
  const listener = async (request: IncomingMessage, response: ServerResponse) => {
    const { headers, method = '', url: path = '' } = request;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const host = headers.host ?? '';
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8') || 'null');
    requests.push({ at: Date.now(), host, method, path, headers, body });
    const answer = answers.shift() ?? usualAnswer(host, path, body);
    if (answer === 'hang') return;
    response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
  };
  const server = new LoopbackServer(
    (request, response) => void listener(request, response),
    0,
    certificate,
  );
  await server.listen();
  return {
    port: server.port,
    requests,
    answerNext: (...next) => void answers.push(...next),
    clear: () => {
      requests.length = 0;
      answers.length = 0;
    },
    close: () => server.stop(),
  };
}

function usualAnswer(host: string, path: string, body: unknown): WebhookAnswer {
  if (host === 'hooks.slack.com') {
    if (!SLACK_ADDRESS.endsWith(path)) return { status: 404, body: 'no_service' };
    return slackSchema.safeParse(body).success
      ? { status: 200, body: 'ok' }
      : { status: 400, body: 'invalid_payload' };
  }
  if (!`${DISCORD_ADDRESS}?wait=true`.endsWith(path)) {
    return { status: 404, body: '{"message": "Unknown Webhook", "code": 10015}' };
  }
  return discordSchema.safeParse(body).success
    ? { status: 200, body: '{"id": "1"}' }
    : { status: 400, body: '{"code": 50035}' };
}
