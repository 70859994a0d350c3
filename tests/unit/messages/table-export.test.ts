import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { listAsMarkdown } from '../../../utils/messages/list-export.ts';
import { postsAsCsv, postsAsJson, postsAsTsv } from '../../../utils/messages/table-export.ts';
import type { ShownPost } from '../../../utils/state/shown-post.ts';
import { english } from '../../builders/english.ts';
import { aBreakoutRow } from '../../builders/window-ranking.ts';

const NOW = Date.UTC(2026, 10, 23, 13, 20);
const context = { t: english, locale: 'en', now: NOW, windowDays: 7 };

function aShownPost(changes: Partial<ShownPost> = {}): ShownPost {
  return {
    ...aBreakoutRow({ id: 'post-1', accountName: 'nike', url: 'https://example.com/p/1' }),
    engagementRate: 0.01234567,
    followers: 12_000,
    ...changes,
  };
}
const NOT_COMPARED = aShownPost({
  id: 'post-2',
  gained: null,
  gainDays: null,
  engagementGained: null,
  expected: null,
  multiple: null,
  multipleLowerBound: null,
  lifetimeMultiple: null,
  state: 'insufficient-history',
  flaggedAt: null,
});

describe('postsAsCsv', () => {
  it('writes a row for each post, with a heading for each column', () => {
    const { data } = Papa.parse<string[]>(postsAsCsv([aShownPost(), NOT_COMPARED], context));
    const [head, first, second] = data;
    expect(head).toContain('Followers');
    expect(first?.[head?.indexOf('Followers') ?? -1]).toBe('12000');
    expect(first?.[head?.indexOf('Engagement rate') ?? -1]).toBe('0.0123');
    expect(second?.[head?.indexOf('Views gained') ?? -1]).toBe('');
    expect(second).toHaveLength(head?.length ?? 0);
  });

  it.each(['=1+1', '+1', '-1', '@sum', '\tx'])('keeps a spreadsheet from running %s', (caption) => {
    const text = postsAsCsv([aShownPost({ caption, accountName: '=cmd' })], context);
    const [, row = []] = Papa.parse<string[]>(text).data;
    expect(row.filter((cell) => /^[=+@\t]/.test(cell) || /^-\D/.test(cell))).toEqual([]);
  });

  it('returns a caption with quotes, commas and lines unchanged', () => {
    const caption = 'He said "go",\nand we went';
    const [head = [], row = []] = Papa.parse<string[]>(
      postsAsCsv([aShownPost({ caption })], context),
    ).data;
    expect(row[head.indexOf('Caption')]).toBe(caption);
  });
});

describe('postsAsTsv', () => {
  it('keeps each post on one line, in as many cells as the head has', () => {
    const text = postsAsTsv([aShownPost({ caption: 'a\tb\r\nc' }), NOT_COMPARED], context);
    const lines = text.split('\n').slice(0, -1);
    expect(lines).toHaveLength(3);
    expect(new Set(lines.map((line) => line.split('\t').length)).size).toBe(1);
    expect(text).toContain('a b c');
  });
});

describe('postsAsJson', () => {
  it('names every field alike in all languages', () => {
    const { windowDays, exportedAt, posts } = JSON.parse(postsAsJson([NOT_COMPARED], context));
    expect({ windowDays, exportedAt }).toEqual({
      windowDays: 7,
      exportedAt: '2026-11-23T13:20:00.000Z',
    });
    expect(posts[0]).toMatchObject({ id: 'post-2', account: 'nike', viewsGained: null });
  });

  it('writes an ended breakout as ended', () => {
    const { posts } = JSON.parse(postsAsJson([aShownPost({ endedAt: NOW })], context));
    expect(posts[0]).toMatchObject({
      state: 'ended',
      breakingOutUntil: '2026-11-23T13:20:00.000Z',
    });
  });
});

describe('listAsMarkdown', () => {
  it('says that a gain is not known, instead of a number', () => {
    const text = listAsMarkdown('Posts', [NOT_COMPARED], context);
    expect(text).toContain('no growth figures');
    expect(text).not.toMatch(/NaN|null/);
  });
});
