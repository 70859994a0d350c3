import { describe, expect, it } from 'vitest';
import { type AlertMemory, NO_ALERT_MEMORY } from '../../../utils/alerts/alert-memory.ts';
import { endedPost } from '../../../utils/alerts/alert-posts.ts';
import { digestAfter } from '../../../utils/alerts/alert-times.ts';
import { decideAlerts, releaseAlerts } from '../../../utils/alerts/decide-alerts.ts';
import { localClock } from '../../../utils/alerts/local-clock.ts';
import { DEFAULT_ALERT_SETTINGS } from '../../../utils/settings/alert-settings.ts';
import { NO_MARKS } from '../../../utils/state/initial-state.ts';
import { accountRise, alertPost } from '../../builders/alert-message.ts';
import { alertMoment, alertNews } from '../../builders/alert-news.ts';
import { DAY, HOUR, NOW } from '../../builders/time.ts';
import { aRow } from '../../builders/window-ranking.ts';

const settings = { ...DEFAULT_ALERT_SETTINGS, alertDigest: true };
const wanted = { settings, marks: NO_MARKS, channels: ['slack'] as const };
const at = (now: number, pausedUntil: number | null = null) => alertMoment(now, { pausedUntil });
const begun = releaseAlerts(NO_ALERT_MEMORY, [], wanted, at(NOW)).memory;
/** A day later the digest is due. */
const nextDigest = (memory: AlertMemory, days = 1) =>
  releaseAlerts(memory, [], wanted, at(NOW + days * DAY)).messages.map(({ message }) => message);
const [a, b] = [alertPost({ id: 'a', strength: 9 }), alertPost({ id: 'b', strength: 5 })];

describe('digest', () => {
  it('says which of its breakouts are over, after those that are not', () => {
    const first = decideAlerts(begun, alertNews([], [a, b]), wanted, at(NOW + HOUR)).memory;
    const then = decideAlerts(first, alertNews([a, b], [b]), wanted, at(NOW + 2 * HOUR)).memory;
    const [message] = nextDigest(then);
    expect(message?.posts.map(({ id, endedAt }) => [id, endedAt])).toEqual([
      ['b', null],
      ['a', NOW + 2 * HOUR],
    ]);
    expect(message).toMatchObject({ kind: 'digest', newCount: 2, endedCount: 1 });
  });

  it('keeps the time when a breakout ended, and an account rise of which posts are left', () => {
    const rise = accountRise(['p', 'q'], 4);
    const first = decideAlerts(begun, alertNews([], [a, rise]), wanted, at(NOW + HOUR)).memory;
    const left = alertPost({ id: 'p', strength: 6 });
    const then = decideAlerts(
      first,
      alertNews([a, rise], [left]),
      wanted,
      at(NOW + 2 * HOUR),
    ).memory;
    const last = decideAlerts(then, alertNews([left], [left]), wanted, at(NOW + 3 * HOUR)).memory;
    expect(nextDigest(last)[0]?.posts.map(({ id, endedAt }) => [id, endedAt])).toEqual([
      [rise.id, null],
      ['a', NOW + 2 * HOUR],
    ]);
  });

  it('names an account rise of which one post was a breakout before', () => {
    const first = decideAlerts(begun, alertNews([], [a]), wanted, at(NOW + HOUR)).memory;
    const sent = releaseAlerts(first, [], wanted, at(NOW + DAY)).memory;
    const rise = accountRise(['a', 'b']);
    const then = decideAlerts(sent, alertNews([a], [rise]), wanted, at(NOW + DAY + HOUR)).memory;
    expect(nextDigest(then, 2)[0]?.posts.map(({ id }) => id)).toEqual([rise.id]);
  });

  it('does not count an account rise as over while one of its posts is a breakout', () => {
    const rise = accountRise(['p', 'q']);
    const first = decideAlerts(begun, alertNews([], [rise]), wanted, at(NOW + HOUR)).memory;
    const sent = releaseAlerts(first, [], wanted, at(NOW + DAY)).memory;
    const left = alertNews([rise], [alertPost({ id: 'q' })]);
    const then = decideAlerts(sent, left, wanted, at(NOW + DAY + HOUR)).memory;
    expect(then.digest?.ended).toEqual([]);
  });

  it('names an account rise once, whatever joins it, and counts its end as one', () => {
    const rise = accountRise(['p', 'q']);
    const first = decideAlerts(begun, alertNews([], [rise]), wanted, at(NOW + HOUR)).memory;
    const sent = releaseAlerts(first, [], wanted, at(NOW + DAY));
    expect(sent.messages.map(({ message }) => message.newCount)).toEqual([1]);
    const joined = accountRise(['p', 'q', 'r']);
    const grown = decideAlerts(
      sent.memory,
      alertNews([rise], [joined]),
      wanted,
      at(NOW + DAY + HOUR),
    );
    expect(nextDigest(grown.memory, 2)).toEqual([]);
    const over = decideAlerts(
      grown.memory,
      alertNews([joined], []),
      wanted,
      at(NOW + DAY + 2 * HOUR),
    );
    expect(nextDigest(over.memory, 2)).toMatchObject([{ newCount: 0, endedCount: 1 }]);
  });

  it('comes a week later when its only day of the week has passed its time', () => {
    const monday = Date.parse('2026-11-23T10:00Z');
    const weekly = { alertDigest: true, alertDigestAt: '09:00', alertDigestDays: [1] };
    const next = digestAfter(weekly, monday, localClock('UTC'));
    expect(next).toBe(Date.parse('2026-11-30T09:00Z'));
  });
});

describe('message about breakouts', () => {
  it('is a summary only after more than two days without a ranking', () => {
    const first = decideAlerts(begun, alertNews([], [a]), wanted, at(NOW + HOUR)).memory;
    const kindAfter = (ms: number) =>
      decideAlerts(
        first,
        alertNews([a], [a, b]),
        { ...wanted, settings: DEFAULT_ALERT_SETTINGS },
        {
          ...at(NOW + HOUR + ms),
        },
      ).messages.map(({ message }) => message.kind);
    expect(kindAfter(2 * DAY)).toEqual(['breakouts']);
    expect(kindAfter(2 * DAY + 1)).toEqual(['summary']);
  });

  it('names an account rise in place of its posts that still wait', () => {
    const pause = NOW + 5 * HOUR;
    const first = decideAlerts(begun, alertNews([], [a, b]), wanted, at(NOW + HOUR, pause)).memory;
    const rise = accountRise(['a', 'b', 'c']);
    const then = decideAlerts(
      first,
      alertNews([a, b], [rise]),
      wanted,
      at(NOW + 2 * HOUR, pause),
    ).memory;
    const [sent] = releaseAlerts(then, [], wanted, at(pause)).messages;
    expect(sent?.message.posts.map(({ id }) => id)).toEqual([rise.id]);
    expect(sent?.message.newCount).toBe(1);
  });

  it('comes for a seen breakout once the user has marked it as new', () => {
    const marks = { ...NO_MARKS, posts: { a: { seenAt: NOW } } };
    const seen = decideAlerts(begun, alertNews([], [a]), { ...wanted, marks }, at(NOW + HOUR));
    expect(seen.messages).toEqual([]);
    const next = decideAlerts(seen.memory, alertNews([a], [a]), wanted, at(NOW + 2 * HOUR));
    expect(next.messages.map(({ message }) => message.posts.map(({ id }) => id))).toEqual([['a']]);
  });
});

describe('endedPost', () => {
  it('has no figures, which a message would show as those of a breakout', () => {
    const row = { ...aRow(), id: 'a', caption: 'Sold out', endedAt: NOW };
    expect(endedPost(row)).toMatchObject({
      ...{ id: 'a', postIds: ['a'], caption: 'Sold out', endedAt: NOW },
      ...{ multiple: null, strength: 0, gained: null, formerMultiple: null },
    });
  });
});
