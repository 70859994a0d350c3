import { truncate } from '../creator-audit/http/truncate.ts';
import type { AlertLine, AlertWords } from './alert-words.ts';
import { toLinkAddress } from './link-address.ts';

/** Discord refuses a longer message (Discord, Execute Webhook). */
const MAX_CONTENT = 2000;
/* Limits before escaping, which makes a character at most twice as long. */
const MAX_TITLE = 200;
const MAX_HEADLINE = 150;
const MAX_CAPTION = 150;

/** The flag SUPPRESS_EMBEDS (Discord, Message resource): no previews of links. */
const SUPPRESS_EMBEDS = 4;

/** The body of a request to a webhook of Discord. */
export interface DiscordPayload {
  readonly content: string;
  /** Nobody is notified by a name or a group in the text. */
  readonly allowed_mentions: { readonly parse: readonly [] };
  readonly flags: number;
}

/** Writes a message for a webhook of Discord. Where not all posts fit, the last are left out. */
export function discordPayload({ title, lines, footer }: AlertWords): DiscordPayload {
  const end = footer === null ? '' : `\n${escapeDiscord(truncate(footer, MAX_TITLE))}`;
  let content = `**${escapeDiscord(truncate(title, MAX_TITLE))}**`;
  for (const line of lines) {
    const written = `\n${itemOf(line)}`;
    if (content.length + written.length + end.length > MAX_CONTENT) break;
    content += written;
  }
  return {
    content: content + end,
    allowed_mentions: { parse: [] },
    flags: SUPPRESS_EMBEDS,
  };
}

/**
 * Escapes the characters of Discord's Markdown, mentions, emoji and addresses. A backslash before
 * any sign makes it text.
 */
function escapeDiscord(text: string): string {
  return text.replace(/[\\*_~`|<>#[\]()@:-]/g, '\\$&');
}

function itemOf({ headline, url, caption }: AlertLine): string {
  const label = escapeDiscord(truncate(headline, MAX_HEADLINE));
  const address = toLinkAddress(url);
  return [
    `- ${address === null ? label : `[${label}](<${address}>)`}`,
    ...(caption === null ? [] : [`  ${escapeDiscord(truncate(caption, MAX_CAPTION))}`]),
  ].join('\n');
}
