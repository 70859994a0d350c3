import { describe, expect, it } from 'vitest';
import { badgeTitle } from '../../../utils/messages/badge-title.ts';
import type { BadgeContent } from '../../../utils/state/badge-content.ts';
import { displayStateOf } from '../../../utils/state/display-state.ts';
import { aBadgeContent } from '../../builders/badge-content.ts';
import { english } from '../../builders/english.ts';
import { aProblem } from '../../builders/problem.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';
import { DAY, HOUR, MINUTE, NOW } from '../../builders/time.ts';
import { aBreakoutRow } from '../../builders/window-ranking.ts';

const i18n = { t: english, locale: 'en', now: NOW };

function title(
  content: BadgeContent | null,
  changes: Partial<Parameters<typeof displayStateOf>[0]> = {},
): string {
  const publication = content?.publication ?? null;
  const facts = { hasKey: true, status: aSyncStatus(), publication, refreshMinutes: 60, now: NOW };
  return badgeTitle(displayStateOf({ ...facts, ...changes }), content, i18n);
}

const row = (id: string, multiple: number, changes = {}) =>
  aBreakoutRow({
    id,
    multiple,
    accountName: `of.${id}`,
    caption: `about ${id}`,
    accountKey: id,
    ...changes,
  });
const MUTED = { at: NOW, accountName: null, caption: null };

describe('badgeTitle', () => {
  it('counts breakouts and new ones over the window, with the time of the counts', () => {
    const marks = { posts: { a: { seenAt: NOW } } };
    const content = aBadgeContent([row('a', 9), row('b', 8), row('c', 7)], { marks });
    expect(title(content)).toMatch(
      /^3 breakouts in the last 7 days \(2 new\)\. Counts from .*\d+:\d+/,
    );
    const day = aBadgeContent([row('a', 9)], { window: { days: 1 }, head: { lookbackDays: 1 } });
    expect(title(day)).toMatch(/^1 breakout in the last 1 day \(1 new\)\./);
  });

  it('lists the two strongest visible breakouts, one per line', () => {
    const breakouts = [row('a', 114.2), row('b', 22), row('c', 9), row('d', 8)];
    const marks = { posts: { b: { muted: MUTED } } };
    expect(title(aBadgeContent(breakouts, { marks })).split('\n').slice(1)).toEqual([
      '114× @of.a about a',
      '9× @of.c about c',
    ]);
  });

  it('lists a risen account instead of its posts', () => {
    const content = aBadgeContent([row('a', 9)]);
    const strongest = [{ accountName: 'up', caption: null, multiple: 12 }, ...content.strongest];
    expect(
      title({ ...content, strongest })
        .split('\n')
        .slice(1),
    ).toEqual(['12× @up', '9× @of.a about a']);
  });

  it('shows hostile names and captions as one harmless, short line', () => {
    const hostile = [
      row('a', 9, { accountName: '\u202Eevil', caption: `line\n<b>bold</b> ${'👍'.repeat(200)}` }),
      row('b', 8, { accountName: null, caption: '\u200B\u2066' }),
    ];
    const [, first = '', second] = title(aBadgeContent(hostile)).split('\n');
    expect(first).toMatch(/^9× @evil line <b>bold<\/b> (👍)+…$/u);
    expect([...first].length).toBeLessThan(80);
    expect(second).toBe('8×');
  });

  it('says that nothing is breaking out, and among how many posts', () => {
    expect(title(aBadgeContent())).toMatch(/^No breakouts in the last 7 days\. Counts from/);
    expect(title(aBadgeContent([], { window: { compared: 60 } }))).toContain(
      '60 of 100 posts could be compared.',
    );
  });

  it('says that all breakouts are snoozed or muted', () => {
    const marks = { posts: { a: { muted: MUTED } } };
    expect(title(aBadgeContent([row('a', 9)], { marks }))).toMatch(
      /^All breakouts of the last 7 days are snoozed/,
    );
  });

  it('says that posts cannot be compared yet, and until when', () => {
    const window = { compared: 0 };
    expect(title(aBadgeContent([], { window }))).toMatch(
      /^Breakouts: your posts can't be compared yet\. Counts from/,
    );
    expect(title(aBadgeContent([], { window, comparableFrom: NOW + DAY }))).toMatch(
      /yet\. Ready .+\. Counts/,
    );
    expect(title(aBadgeContent([], { window, comparableFrom: NOW - DAY }))).not.toContain('Ready');
  });

  it('says that there are no posts', () => {
    expect(title(aBadgeContent([], { window: { compared: 0, total: 0 } }))).toMatch(
      /no posts to watch yet/,
    );
  });

  it('says what is missing without a key, and what is in progress before the first list', () => {
    expect(title(null, { hasKey: false })).toMatch(/add your API key/);
    expect(title(null)).toMatch(/loading your posts/);
  });

  it('marks the sample', () => {
    const facts = { hasKey: true, status: aSyncStatus(), publication: null, refreshMinutes: 60 };
    const state = displayStateOf({ ...facts, now: NOW });
    expect(badgeTitle(state, null, i18n, true)).toMatch(/^Sample data, not your posts\. .*loading/);
    expect(badgeTitle(state, null, i18n)).not.toContain('Sample');
  });

  it('says what failed before the first list, and no longer what is in progress', () => {
    const status = aSyncStatus({ problem: aProblem({ kind: 'offline' }) });
    expect(title(null, { status })).toMatch(/^You're offline\. Check your connection\.$/);
  });

  it('says nothing of counts whose time is not known, nor of a sync on time', () => {
    expect(title(aBadgeContent([], { head: { newestRefreshAt: null } }))).toBe(
      'No breakouts in the last 7 days.',
    );
  });

  it('lists a breakout of few usual views without a multiple, and cuts long words at 60', () => {
    const captions = ['x'.repeat(60), `${'x'.repeat(59)} more`];
    const content = aBadgeContent([row('a', 9)]);
    const strongest = captions.map((caption) => ({ accountName: 'up', caption, multiple: null }));
    expect(
      title({ ...content, strongest })
        .split('\n')
        .slice(1),
    ).toEqual([`@up ${'x'.repeat(60)}`, `@up ${'x'.repeat(59)}…`]);
  });

  it('says what failed, what to do and when it continues, and keeps the number', () => {
    const status = aSyncStatus({
      problem: aProblem({ kind: 'rate-limited' }),
      pause: { until: NOW + 3 * MINUTE, reason: 'retry-after' },
    });
    expect(title(aBadgeContent([row('a', 9)]), { status })).toMatch(
      /Request limit reached.*in 3 minutes.*1 breakout/,
    );
  });

  it('marks counts as old when CreatorAudit has not updated them for 36 hours', () => {
    const head = { newestRefreshAt: NOW - 40 * HOUR };
    expect(title(aBadgeContent([row('a', 9)], { head }))).toMatch(
      /1 breakout .*\. Old counts, from /,
    );
  });

  it('gives the age of the last sync when it is overdue', () => {
    expect(title(aBadgeContent([], { head: { completedAt: NOW - 5 * HOUR } }))).toMatch(
      /Last updated 5 hours ago/,
    );
  });
});
