import { truncate } from '../creator-audit/http/truncate.ts';
import type { AlertWords } from './alert-words.ts';
import { toLinkAddress } from './link-address.ts';

/*
 * Limits before escaping, which makes a character at most five times as long: a section takes 3,000
 * characters and a message 50 blocks (Slack, Block Kit reference).
 */
const MAX_TITLE = 200;
const MAX_HEADLINE = 200;
const MAX_CAPTION = 200;
const MAX_LINES = 20;

/** The body of a request to an incoming webhook of Slack. */
export interface SlackPayload {
  /** The text of Slack's own notifications, and the one that screen readers say. */
  readonly text: string;
  readonly blocks: readonly SlackSection[];
  /** Links are not followed for previews, and no name becomes a mention. */
  readonly unfurl_links: false;
  readonly unfurl_media: false;
  readonly link_names: false;
}

interface SlackSection {
  readonly type: 'section';
  readonly text: {
    readonly type: 'mrkdwn';
    readonly text: string;
    /** Slack leaves addresses, channels and names in the text alone. */
    readonly verbatim: true;
  };
}

/** Writes a message for an incoming webhook of Slack. */
export function slackPayload({ title, lines, footer }: AlertWords): SlackPayload {
  const heading = escapeSlack(truncate(title, MAX_TITLE));
  return {
    text: heading,
    blocks: [
      section(`*${heading}*`),
      ...lines.slice(0, MAX_LINES).map(({ headline, url, caption }) => {
        const label = escapeSlack(truncate(headline, MAX_HEADLINE));
        const address = toLinkAddress(url);
        return section(
          [
            address === null ? label : `<${escapeSlack(address)}|${label}>`,
            ...(caption === null ? [] : [escapeSlack(truncate(caption, MAX_CAPTION))]),
          ].join('\n'),
        );
      }),
      ...(footer === null ? [] : [section(escapeSlack(truncate(footer, MAX_TITLE)))]),
    ],
    unfurl_links: false,
    unfurl_media: false,
    link_names: false,
  };
}

/**
 * Escapes the three characters by which Slack recognizes mentions, channels and links (Slack,
 * Formatting text), so that `<!channel>` is text.
 */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function section(text: string): SlackSection {
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } };
}
