import { describe, expect, it } from 'vitest';
import { type AlertMemory, NO_ALERT_MEMORY } from '../../../utils/alerts/alert-memory.ts';
import type { AlertPost } from '../../../utils/alerts/alert-message.ts';
import { beginAlerts, decideAlerts, releaseAlerts } from '../../../utils/alerts/decide-alerts.ts';
import type { RankingNews } from '../../../utils/alerts/record-ranking.ts';
import type { FlaggedPost } from '../../../utils/breakouts/model/flagged-post.ts';
import { DEFAULT_ALERT_SETTINGS } from '../../../utils/settings/alert-settings.ts';
import { NO_MARKS } from '../../../utils/state/initial-state.ts';
import { accountRise, alertPost } from '../../builders/alert-message.ts';
import { DAY, HOUR, NOW } from '../../builders/time.ts';

const preferences = {
  settings: DEFAULT_ALERT_SETTINGS,
  marks: NO_MARKS,
  channels: ['desktop', 'slack'] as const,
};
const moment = (now: number, changes: { isSample?: boolean; pausedUntil?: number } = {}) => ({
  ...{ now, timeZone: 'UTC', pausedUntil: changes.pausedUntil ?? null },
  ...{ isSample: changes.isSample ?? false, createId: () => `message at ${now}` },
});
const flag = (id: string): FlaggedPost => ({
  ...{ id, kind: 'new-hit', firstFlaggedAt: NOW, endedAt: null },
});
const flagsOf = (posts: readonly AlertPost[]) => posts.flatMap(({ postIds }) => postIds.map(flag));
const news = (
  before: readonly AlertPost[],
  after: readonly AlertPost[],
  changes: Partial<RankingNews> = {},
): RankingNews => ({
  ...{ formerFlags: flagsOf(before), flags: flagsOf(after), breakouts: after, ended: [] },
  ...{ isFirst: false, isOtherRule: false, windowDays: 7, ...changes },
});
/** Two channels that were switched on while nothing was a breakout. */
const on = releaseAlerts(NO_ALERT_MEMORY, [], preferences, moment(NOW)).memory;
const idsFor = (
  messages: ReturnType<typeof decideAlerts>['messages'],
  channel: 'desktop' | 'slack' = 'desktop',
) =>
  messages
    .filter((one) => one.channel === channel)
    .map(({ message }) => message.posts.map(({ id }) => id));

const [a, b, c] = [
  alertPost({ id: 'a', strength: 9 }),
  alertPost({ id: 'b', strength: 20, multiple: 20 }),
  alertPost({ id: 'c', strength: 5 }),
];

describe('decideAlerts', () => {
  it('sends all new breakouts of an update in one message, the strongest first', () => {
    const { messages } = decideAlerts(on, news([], [a, b, c]), preferences, moment(NOW + HOUR));
    expect(idsFor(messages)).toEqual([['b', 'a', 'c']]);
    expect(idsFor(messages, 'slack')).toEqual([['b', 'a', 'c']]);
    expect(messages[0]?.message).toMatchObject({ kind: 'breakouts', newCount: 3, endedCount: 0 });
  });

  it('sends what was a breakout before a channel was switched on only when it doubles', () => {
    const begun = releaseAlerts(NO_ALERT_MEMORY, [flag('a')], preferences, moment(NOW)).memory;
    const known = decideAlerts(begun, news([a], [a]), preferences, moment(NOW + HOUR));
    expect(known.messages).toEqual([]);
    const doubled = { ...a, strength: 18, multiple: 18 };
    const { messages } = decideAlerts(
      known.memory,
      news([a], [doubled]),
      preferences,
      moment(NOW + 2 * HOUR),
    );
    expect(messages[0]?.message.posts).toEqual([{ ...doubled, formerMultiple: 9 }]);
  });

  it('sends the first update as one summary', () => {
    const first = decideAlerts(
      on,
      news([], [a, b], { isFirst: true }),
      preferences,
      moment(NOW + HOUR),
    );
    expect(first.messages.map(({ message }) => message.kind)).toEqual(['summary', 'summary']);
  });

  it('sends what came up in a long absence as one summary', () => {
    const before = decideAlerts(on, news([], [a]), preferences, moment(NOW + HOUR)).memory;
    const { messages } = decideAlerts(
      before,
      news([a], [a, b]),
      preferences,
      moment(NOW + 4 * DAY),
    );
    expect(messages[0]?.message).toMatchObject({ kind: 'summary', newCount: 1 });
  });

  it('sends nothing because another rule flags other posts', () => {
    const other = news([a], [b, c], { isOtherRule: true });
    const before = decideAlerts(on, news([], [a]), preferences, moment(NOW + HOUR)).memory;
    expect(decideAlerts(before, other, preferences, moment(NOW + 2 * HOUR)).messages).toEqual([]);
  });

  it('sends an account rise as one, and not again when posts join it', () => {
    const rise = accountRise(['p', 'q']);
    const first = decideAlerts(on, news([], [rise]), preferences, moment(NOW + HOUR));
    expect(idsFor(first.messages)).toEqual([[rise.id]]);
    const joined = accountRise(['p', 'q', 'r']);
    const next = decideAlerts(
      first.memory,
      news([rise], [joined]),
      preferences,
      moment(NOW + 2 * HOUR),
    );
    expect(next.messages).toEqual([]);
  });

  it('sends no account rise of which every post was sent', () => {
    const first = decideAlerts(on, news([], [a, b]), preferences, moment(NOW + HOUR)).memory;
    const rise = news([a, b], [accountRise(['a', 'b'])]);
    expect(decideAlerts(first, rise, preferences, moment(NOW + 2 * HOUR)).messages).toEqual([]);
  });

  it('sends a snoozed post when the snooze has ended', () => {
    const snoozed = { ...NO_MARKS, posts: { a: { snoozed: { until: NOW + 2 * HOUR } } } };
    const hidden = decideAlerts(
      on,
      news([], [a]),
      { ...preferences, marks: snoozed },
      moment(NOW + HOUR),
    );
    expect(hidden.messages).toEqual([]);
    const later = { ...preferences, marks: snoozed };
    const { messages } = decideAlerts(hidden.memory, news([a], [a]), later, moment(NOW + 3 * HOUR));
    expect(idsFor(messages)).toEqual([['a']]);
  });

  it.each([
    [{ alertPlatforms: ['instagram'] }],
    [{ alertCreators: ['Ben'] }],
    [{ alertCategories: ['Sport'] }],
    [{ alertAccounts: ['tiktok/ben'] }],
    [{ alertMinFollowers: 1201 }],
    [{ alertMinMultiple: 9.5 }],
  ])('leaves out what does not pass %j', (settings) => {
    const filtered = { ...preferences, settings: { ...DEFAULT_ALERT_SETTINGS, ...settings } };
    expect(decideAlerts(on, news([], [a]), filtered, moment(NOW + HOUR)).messages).toEqual([]);
  });

  it('sends nothing of the sample but desktop notices, which say so', () => {
    const { messages } = decideAlerts(
      on,
      news([], [a]),
      preferences,
      moment(NOW + HOUR, { isSample: true }),
    );
    expect(messages.map(({ channel }) => channel)).toEqual(['desktop']);
    expect(messages[0]?.message.isSample).toBe(true);
  });

  it('sends nothing while new breakouts are switched off, nor afterwards', () => {
    const settings = { ...DEFAULT_ALERT_SETTINGS, alertBreakouts: false };
    const off = decideAlerts(on, news([], [a]), { ...preferences, settings }, moment(NOW + HOUR));
    expect(off.messages).toEqual([]);
    const again = decideAlerts(off.memory, news([a], [a]), preferences, moment(NOW + 2 * HOUR));
    expect(again.messages).toEqual([]);
  });
});

describe('releaseAlerts', () => {
  const paused = (memory: AlertMemory) =>
    decideAlerts(
      memory,
      news([], [a]),
      preferences,
      moment(NOW + HOUR, { pausedUntil: NOW + 5 * HOUR }),
    );

  it('sends what waited for the end of a pause', () => {
    const { memory, messages } = paused(on);
    expect(messages).toEqual([]);
    const after = releaseAlerts(memory, [flag('a')], preferences, moment(NOW + 5 * HOUR));
    expect(idsFor(after.messages)).toEqual([['a']]);
    expect(releaseAlerts(after.memory, [], preferences, moment(NOW + 6 * HOUR)).messages).toEqual(
      [],
    );
  });

  it('says of what ended meanwhile that it is over', () => {
    const ended = decideAlerts(
      paused(on).memory,
      news([a], []),
      preferences,
      moment(NOW + 2 * HOUR, { pausedUntil: NOW + 5 * HOUR }),
    );
    const { messages } = releaseAlerts(ended.memory, [], preferences, moment(NOW + 5 * HOUR));
    expect(messages[0]?.message).toMatchObject({ newCount: 1, endedCount: 1 });
    expect(messages[0]?.message.posts[0]?.endedAt).toBe(NOW + 2 * HOUR);
  });

  it('counts all that waited, and names the strongest ten', () => {
    const many = Array.from({ length: 250 }, (_, index) =>
      alertPost({ id: `p${index}`, strength: index + 5 }),
    );
    const pause = { pausedUntil: NOW + 5 * HOUR };
    const { memory } = decideAlerts(on, news([], many), preferences, moment(NOW + HOUR, pause));
    const { messages } = releaseAlerts(memory, [], preferences, moment(NOW + 5 * HOUR));
    expect(messages[0]?.message.newCount).toBe(250);
    expect(messages[0]?.message.posts).toHaveLength(10);
    expect(messages[0]?.message.posts[0]?.id).toBe('p249');
  });

  it('does not send what was seen while it waited', () => {
    const marks = { ...NO_MARKS, posts: { a: { seenAt: NOW + 2 * HOUR } } };
    const { memory } = paused(on);
    const after = releaseAlerts(memory, [], { ...preferences, marks }, moment(NOW + 5 * HOUR));
    expect(after.messages).toEqual([]);
  });

  const settings = { ...DEFAULT_ALERT_SETTINGS, alertDigest: true, alertMaxPerDay: 1 };
  const digested = { ...preferences, settings };
  const planned = releaseAlerts(NO_ALERT_MEMORY, [flag('c')], digested, moment(NOW)).memory;

  it('sends the digest once when it was missed, with what waited', () => {
    const began = decideAlerts(
      planned,
      news([c], [a, b], { ended: [alertPost({ id: 'c', strength: 0, endedAt: NOW + HOUR })] }),
      digested,
      moment(NOW + HOUR),
    );
    expect(idsFor(began.messages)).toEqual([['b', 'a']]);
    // Tuesday 9:00 passes while the browser is closed.
    const late = moment(NOW + 23 * HOUR);
    expect(beginAlerts(began.memory, [], digested, late)).toEqual(began.memory);
    const digest = releaseAlerts(began.memory, [], digested, late);
    expect(digest.messages.map(({ message }) => message)).toEqual([
      expect.objectContaining({ kind: 'digest', newCount: 2, endedCount: 1, since: NOW }),
      expect.objectContaining({ kind: 'digest', newCount: 2, endedCount: 1, since: NOW }),
    ]);
    expect(releaseAlerts(digest.memory, [], digested, late).messages).toEqual([]);
  });

  it('sends no digest of nothing', () => {
    expect(releaseAlerts(planned, [], digested, moment(NOW + 2 * DAY)).messages).toEqual([]);
  });

  it('does not send a digest at once because its time was changed', () => {
    const changed = { ...digested, settings: { ...settings, alertDigestAt: '08:00' } };
    const began = decideAlerts(planned, news([], [a]), digested, moment(NOW + HOUR)).memory;
    expect(releaseAlerts(began, [], changed, moment(NOW + 2 * HOUR)).messages).toEqual([]);
  });
});
