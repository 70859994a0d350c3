import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertWords } from '../../../utils/alerts/alert-words.ts';
import { discordPayload } from '../../../utils/alerts/discord-payload.ts';
import { toLinkAddress } from '../../../utils/alerts/link-address.ts';
import { slackPayload } from '../../../utils/alerts/slack-payload.ts';

const words = (changes: Partial<AlertWords> = {}): AlertWords => ({
  title: '1 new breakout',
  lines: [{ headline: '@a · 8.8× the usual', url: 'https://www.tiktok.com/@a', caption: 'Soup' }],
  footer: null,
  ...changes,
});

const text = fc.string({ unit: 'grapheme', maxLength: 6000 });
const hostile = fc.constantFrom(
  '<!channel>',
  '<!here|x>',
  '<@U012>',
  '<#C012>',
  '<https://evil.test|free>',
  '@everyone @here <@&1> <@1>',
  '[x](https://evil.test)',
  '**bold** ||spoiler|| `code` > quote',
  '&amp;lt;',
  '𝕏👩‍👩‍👧'.repeat(500),
);
const anyWords = fc.record({
  title: fc.oneof(text, hostile),
  lines: fc.array(
    fc.record({
      headline: fc.oneof(text, hostile),
      url: fc.oneof(
        fc.webUrl(),
        fc.constantFrom(null, 'javascript:alert(1)', 'https://a.test/>|<'),
      ),
      caption: fc.oneof(text, hostile, fc.constant(null)),
    }),
    { maxLength: 60 },
  ),
  footer: fc.oneof(text, fc.constant(null)),
});

describe('slackPayload', () => {
  it('writes a heading, a linked line with its caption, and what follows', () => {
    const payload = slackPayload(words({ footer: 'and 2 more' }));
    expect(payload).toMatchObject({ unfurl_links: false, unfurl_media: false, link_names: false });
    const { blocks, text: fallback } = payload;
    expect(fallback).toBe('1 new breakout');
    expect(blocks.map((block) => block.text.text)).toEqual([
      '*1 new breakout*',
      '<https://www.tiktok.com/@a|@a · 8.8× the usual>\nSoup',
      'and 2 more',
    ]);
    for (const block of blocks) {
      expect(block).toMatchObject({ type: 'section', text: { type: 'mrkdwn', verbatim: true } });
    }
  });

  it('escapes what would mention a channel', () => {
    const { blocks } = slackPayload(
      words({ lines: [{ headline: 'x', url: null, caption: '<!channel> & <@U1>' }] }),
    );
    expect(blocks[1]?.text.text).toBe('x\n&lt;!channel&gt; &amp; &lt;@U1&gt;');
  });

  it('keeps within the limits, and contains no link but those of posts', () => {
    fc.assert(
      fc.property(anyWords, (any) => {
        const { blocks, text: fallback } = slackPayload(any);
        expect(blocks.length).toBeLessThanOrEqual(50);
        const texts = [fallback, ...blocks.map((block) => block.text.text)];
        for (const written of texts) {
          expect(written.length).toBeLessThanOrEqual(3000);
          const withoutLinks = written.replace(/^<https:\/\/[^<>|\s]+\|[^<>]*>/, '');
          expect(withoutLinks).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
        }
      }),
    );
  });
});

describe('discordPayload', () => {
  it('writes a heading, a linked line with its caption, and what follows', () => {
    const payload = discordPayload(
      words({ title: 'Since 9\u202f–\u202f10', footer: 'and 2 more' }),
    );
    expect(payload).toEqual({
      content: [
        '**Since 9\u202f–\u202f10**',
        '- [\\@a · 8.8× the usual](<https://www.tiktok.com/@a>)',
        '  Soup',
        'and 2 more',
      ].join('\n'),
      allowed_mentions: { parse: [] },
      flags: 4,
    });
  });

  it('writes a line without an address or a caption', () => {
    const lines = [{ headline: 'x', url: null, caption: null }];
    expect(discordPayload(words({ title: 't', lines })).content).toBe('**t**\n- x');
  });

  it('escapes mentions, formats and addresses', () => {
    const caption = '@everyone <@1> **x** [y](https://evil.test) `z`';
    const { content } = discordPayload(words({ lines: [{ headline: 'x', url: null, caption }] }));
    expect(content).toContain(
      '\\@everyone \\<\\@1\\> \\*\\*x\\*\\* \\[y\\]\\(https\\://evil.test\\) \\`z\\`',
    );
  });

  it('leaves out the last lines of a message that would be too long', () => {
    const lines = Array.from({ length: 10 }, (_, index) => ({
      ...{ headline: `${index}${'x'.repeat(149)}`, url: null, caption: 'y'.repeat(150) },
    }));
    const { content } = discordPayload(words({ title: 't', lines, footer: 'z'.repeat(200) }));
    // Each line with its caption has 306 characters; the sixth would end beyond 2000.
    expect(content.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(5);
    expect(content.endsWith('z'.repeat(200))).toBe(true);
  });

  it('keeps within the limit and names no mention, whatever the words', () => {
    fc.assert(
      fc.property(anyWords, (any) => {
        const { content, allowed_mentions } = discordPayload(any);
        expect(content.length).toBeLessThanOrEqual(2000);
        expect(allowed_mentions).toEqual({ parse: [] });
        const unlinked = content.replace(/\]\(<https:\/\/[^<>()\s]+>\)/g, '');
        expect(unlinked.replace(/\\./gs, '')).not.toMatch(/[@`<>]/);
      }),
    );
  });
});

describe('toLinkAddress', () => {
  it.each([
    ['https://a.test/x', 'https://a.test/x'],
    ['https://a.test/>|<)(', 'https://a.test/%3E%7c%3C%29%28'],
    ['http://a.test/', null],
    ['javascript:alert(1)', null],
    ['no address', null],
    [`https://a.test/${'x'.repeat(500)}`, null],
    [null, null],
  ])('turns %s into %s', (url, address) => {
    expect(toLinkAddress(url)).toBe(address);
  });
});
