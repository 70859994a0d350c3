import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isWebhookAddress,
  parseWebhookAddress,
  WEBHOOK_CHANNELS,
  WEBHOOK_PREFIXES,
} from '../../../utils/alerts/webhook-address.ts';
import { endingOf, webhooksSchema } from '../../../utils/alerts/webhooks.ts';
import { DISCORD_ADDRESS, SLACK_ADDRESS } from '../../sandbox-api/fake-webhooks.ts';

describe('parseWebhookAddress', () => {
  it.each([
    ['slack', SLACK_ADDRESS],
    ['discord', DISCORD_ADDRESS],
  ] as const)('accepts an address of %s with spaces around it', (channel, address) => {
    expect(parseWebhookAddress(channel, ` ${address}\n`)).toEqual({ ok: true, address });
  });

  it.each([
    ['slack', '  ', 'empty'],
    ['slack', DISCORD_ADDRESS, 'other-channel'],
    ['discord', SLACK_ADDRESS, 'other-channel'],
    ['slack', SLACK_ADDRESS.replace('https', 'http'), 'other-address'],
    ['slack', 'https://hooks.slack.com.evil.test/services/T0A/B0A/abcdefghij', 'other-address'],
    ['slack', 'https://hooks.slack.com@evil.test/services/T0A/B0A/abcdefghij', 'other-address'],
    ['slack', 'https://hooks.slack.com/workflows/T0A/A0A/1/abcdefghij', 'other-address'],
    ['discord', DISCORD_ADDRESS.replace('discord.com', 'discordapp.com'), 'other-address'],
    ['discord', `${DISCORD_ADDRESS}/slack`, 'incomplete'],
    ['discord', `${DISCORD_ADDRESS}?wait=true`, 'incomplete'],
    ['discord', `${DISCORD_ADDRESS}/../../users`, 'incomplete'],
    ['slack', `${SLACK_ADDRESS}#x`, 'incomplete'],
    ['slack', WEBHOOK_PREFIXES.slack, 'incomplete'],
  ] as const)('refuses for %s “%s”: %s', (channel, typed, fault) => {
    expect(parseWebhookAddress(channel, typed)).toEqual({ ok: false, fault });
  });

  it('accepts nothing that leads to another origin, path or query', () => {
    const rest = fc.string({ unit: fc.constantFrom(...'Ab1/_-@:?#%.\\ ') });
    fc.assert(
      fc.property(fc.constantFrom(...WEBHOOK_CHANNELS), rest, (channel, text) => {
        const address = WEBHOOK_PREFIXES[channel] + text;
        if (!isWebhookAddress(channel, address)) return;
        const url = new URL(address);
        expect(url.href).toBe(address);
        expect([url.search, url.hash, url.username, url.port]).toEqual(['', '', '', '']);
      }),
    );
  });
});

describe('webhooksSchema', () => {
  it('drops a stored text that is no address', () => {
    const stored = { slack: 'https://evil.test/services/T0A/B0A/abcdefghij', discord: 7 };
    expect(webhooksSchema.parse(stored)).toEqual({ slack: null, discord: null });
    expect(webhooksSchema.parse({ slack: SLACK_ADDRESS, discord: null }).slack).toBe(SLACK_ADDRESS);
  });
});

describe('endingOf', () => {
  it('shows four characters of an address', () => {
    expect(endingOf(SLACK_ADDRESS)).toHaveLength(4);
    expect(SLACK_ADDRESS.endsWith(endingOf(SLACK_ADDRESS))).toBe(true);
  });
});
