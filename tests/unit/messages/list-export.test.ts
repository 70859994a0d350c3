import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import {
  listAsCsv,
  listAsMarkdown,
  listFileName,
  postAsMarkdown,
  postAsText,
} from '../../../utils/messages/list-export.ts';
import { english } from '../../builders/english.ts';
import { NOW } from '../../builders/time.ts';
import { aBreakoutRow } from '../../builders/window-ranking.ts';

const context = { t: english, locale: 'en', now: NOW, windowDays: 7 };
const HOSTILE =
  '=cmd() \u202e<img src=x onerror=alert(1)> [x](javascript:alert(1)) "quoted",\nnext';

describe('postAsText', () => {
  it('puts account, caption, figures and address on one line', () => {
    expect(postAsText(aBreakoutRow({ caption: 'Two\nlines' }), context)).toBe(
      '@someone: Two lines – 8.8× the usual, 673K views gained in 7 days ' +
        'https://www.instagram.com/p/post/',
    );
  });

  it('truncates a long caption to 120 characters, and no shorter one', () => {
    const captionOf = (length: number) =>
      postAsText(aBreakoutRow({ caption: '👍'.repeat(length) }), context).match(/👍+…?/u)?.[0];
    expect(captionOf(120)).toBe('👍'.repeat(120));
    expect(captionOf(121)).toBe(`${'👍'.repeat(119)}…`);
  });

  it('names what a post lacks, and leaves out an address that is not known', () => {
    const post = aBreakoutRow({ caption: null, accountName: null, url: null, fewUsualViews: true });
    expect(postAsText(post, context)).toMatch(
      /^unknown account: .*no caption.* – 673K views gained in 7 days$/i,
    );
  });
});

describe('postAsMarkdown', () => {
  it('returns one link, whatever hostile text the post contains', () => {
    const markdown = postAsMarkdown(
      aBreakoutRow({ caption: HOSTILE, accountName: 'a](b' }),
      context,
    );
    expect(markdown).not.toMatch(/\u202e|\n/);
    const links = [...markdown.matchAll(/(?<!\\)\]\(<([^>]*)>\)/g)].map(([, address]) => address);
    expect(links).toEqual(['https://www.instagram.com/p/post/']);
    expect(markdown).toContain('\\<img src=x');
  });
});

describe('postAsMarkdown with an odd address', () => {
  const linkOf = (url: string) =>
    postAsMarkdown(aBreakoutRow({ url }), context).match(/\(<(.*)>\) /)?.[1];

  it('keeps the address in its link, and does not encode it twice', () => {
    expect(linkOf('https://a.example/<b>%20c d')).toBe('https://a.example/%3Cb%3E%20c%20d');
  });

  it('keeps an address that cannot be decoded', () => {
    expect(linkOf('https://a.example/%E0')).toBe('https://a.example/%25E0');
  });
});

describe('listFileName', () => {
  it('names the list, its window and the day, without signs that file systems refuse', () => {
    expect(listFileName('Top / movers: "all"?', context)).toBe('top-movers-all--7d-2026-11-23');
  });
});

describe('listAsMarkdown', () => {
  it('has a title with the list, its window and the day, and a line for each post', () => {
    const posts = [aBreakoutRow(), aBreakoutRow({ url: null })];
    const lines = listAsMarkdown('Breakouts', posts, context).split('\n');
    expect(lines[0]).toMatch(/^## Breakouts, 7 days \(Nov 23, 2026/);
    expect(lines[3]).toMatch(/^1\. @someone: A caption – 8\.8× the usual/);
    expect(lines.filter((line) => line.startsWith('1. '))).toHaveLength(2);
    expect([lines[1], lines.at(-1), lines.length]).toEqual(['', '', 5]);
  });
});

describe('listAsCsv', () => {
  it('round-trips through a parser, with numbers as numbers and formulas as text', () => {
    const csv = listAsCsv([aBreakoutRow({ caption: HOSTILE, category: '+1' })], context);
    const [row] = Papa.parse<Record<string, string>>(csv, {
      header: true,
      dynamicTyping: true,
    }).data;
    expect(row).toMatchObject({
      Account: 'someone',
      Views: 700_000,
      'Views gained': 672_670,
      'Times the usual': 8.8,
      'Window (days)': 7,
      Category: "'+1",
      Link: 'https://www.instagram.com/p/post/',
      'Engagement gained': null,
    });
    expect(listAsCsv([aBreakoutRow({ expected: 76.44, multiple: 8.8765 })], context)).toMatch(
      /,76,8\.88,6\.1,2026-11-23T09:00:00\.000Z\r\n$/,
    );
    expect(row?.Caption).toBe(
      '\'=cmd() <img src=x onerror=alert(1)> [x](javascript:alert(1)) "quoted",\nnext',
    );
    expect(csv.endsWith('\r\n')).toBe(true);
  });
});
