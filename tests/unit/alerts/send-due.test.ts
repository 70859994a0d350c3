import { describe, expect, it } from 'vitest';
import { type AlertMemory, NO_ALERT_MEMORY } from '../../../utils/alerts/alert-memory.ts';
import type { AlertPost } from '../../../utils/alerts/alert-message.ts';
import { decideAlerts, releaseAlerts } from '../../../utils/alerts/decide-alerts.ts';
import { nextAlertAt } from '../../../utils/alerts/send-due.ts';
import {
  type AlertSettings,
  DEFAULT_ALERT_SETTINGS,
} from '../../../utils/settings/alert-settings.ts';
import { NO_MARKS } from '../../../utils/state/initial-state.ts';
import type { Marks } from '../../../utils/state/marks.ts';
import { accountRise, alertPost } from '../../builders/alert-message.ts';
import { alertMoment, alertNews } from '../../builders/alert-news.ts';
import { DAY, HOUR, NOW } from '../../builders/time.ts';

const preferences = (settings: Partial<AlertSettings> = {}, marks: Marks = NO_MARKS) => ({
  ...{ settings: { ...DEFAULT_ALERT_SETTINGS, ...settings }, marks },
  channels: ['desktop', 'slack'] as const,
});
const DIGEST = { alertDigest: true };
/** The digest of the next day. */
const DIGEST_AT = NOW + 21 * HOUR;
const [a, b, c] = [
  alertPost({ id: 'a', strength: 9 }),
  alertPost({ id: 'b', strength: 5, creatorName: 'Ben' }),
  alertPost({ id: 'c', strength: 7 }),
];

/** The memory after rankings an hour apart, of which nothing was sent because of a pause. */
function afterRankings(
  settings: Partial<AlertSettings>,
  ...rankings: readonly (readonly AlertPost[])[]
): AlertMemory {
  const wanted = preferences(settings);
  let { memory } = releaseAlerts(NO_ALERT_MEMORY, [], wanted, alertMoment(NOW));
  let before: readonly AlertPost[] = [];
  for (const [index, breakouts] of rankings.entries()) {
    const now = NOW + (index + 1) * HOUR;
    const moment = alertMoment(now, { pausedUntil: now + HOUR });
    ({ memory } = decideAlerts(memory, alertNews(before, breakouts), wanted, moment));
    before = breakouts;
  }
  return memory;
}

const sentAt = (memory: AlertMemory, wanted: ReturnType<typeof preferences>, now: number) =>
  releaseAlerts(memory, [], wanted, alertMoment(now)).messages.map(({ channel, message }) => ({
    ...{ channel, kind: message.kind, ids: message.posts.map(({ id }) => id) },
    ...{ newCount: message.newCount, endedCount: message.endedCount },
  }));

describe('message about breakouts', () => {
  it('sends what was snoozed while it waited when the snooze has ended', () => {
    const memory = afterRankings({}, [a]);
    const marks = { ...NO_MARKS, posts: { a: { snoozed: { until: NOW + 5 * HOUR } } } };
    const snoozed = releaseAlerts(memory, [], preferences({}, marks), alertMoment(NOW + 3 * HOUR));
    expect(snoozed.messages).toEqual([]);
    const woken = alertMoment(NOW + 6 * HOUR);
    const { messages } = decideAlerts(snoozed.memory, alertNews([a], [a]), preferences(), woken);
    expect(messages.map(({ message }) => message.newCount)).toEqual([1, 1]);
  });

  it('sends an account rise that was muted while it waited, but no post that was sent', () => {
    const p = alertPost({ id: 'p' });
    const rise = accountRise(['p', 'q']);
    const first = afterRankings({}, [p]);
    const sent = releaseAlerts(first, [], preferences(), alertMoment(NOW + 2 * HOUR));
    expect(sent.messages.map(({ message }) => message.newCount)).toEqual([1, 1]);
    const paused = alertMoment(NOW + 3 * HOUR, { pausedUntil: NOW + 4 * HOUR });
    const waiting = decideAlerts(sent.memory, alertNews([p], [rise]), preferences(), paused);
    const marks = {
      ...NO_MARKS,
      accounts: { 'tiktok/anna': { at: NOW, accountName: null, platform: null } },
    };
    const muted = releaseAlerts(
      waiting.memory,
      [],
      preferences({}, marks),
      alertMoment(NOW + 4 * HOUR),
    );
    expect(muted.messages).toEqual([]);
    const idsAfter = (breakouts: readonly AlertPost[]) =>
      decideAlerts(
        muted.memory,
        alertNews([rise], breakouts),
        preferences(),
        alertMoment(NOW + 5 * HOUR),
      ).messages.map(({ message }) => message.posts.map(({ id }) => id));
    expect(idsAfter([rise])).toEqual([[rise.id], [rise.id]]);
    expect(idsAfter([p, alertPost({ id: 'q' })])).toEqual([['q'], ['q']]);
  });

  it('does not send what was seen while it waited, nor later', () => {
    const memory = afterRankings({}, [a]);
    const marks = { ...NO_MARKS, posts: { a: { seenAt: NOW } } };
    const seen = releaseAlerts(memory, [], preferences({}, marks), alertMoment(NOW + 3 * HOUR));
    const later = alertMoment(NOW + 4 * HOUR);
    const { messages } = decideAlerts(seen.memory, alertNews([a], [a]), preferences(), later);
    expect([...seen.messages, ...messages]).toEqual([]);
  });

  it('leaves out what filters that were changed meanwhile leave out', () => {
    const memory = afterRankings({}, [a, b]);
    const wanted = preferences({ alertCreators: ['Ben'] });
    expect(sentAt(memory, wanted, NOW + 3 * HOUR).map(({ ids }) => ids)).toEqual([['b'], ['b']]);
  });
});

describe('digest', () => {
  const digestOf = (
    memory: AlertMemory,
    settings: Partial<AlertSettings> = {},
    marks: Marks = NO_MARKS,
  ) => sentAt(memory, preferences({ ...DIGEST, ...settings }, marks), DIGEST_AT)[0];
  /** The breakouts `a` and `b` were sent when they came up. */
  const began = releaseAlerts(
    afterRankings(DIGEST, [a, b]),
    [],
    preferences(DIGEST),
    alertMoment(NOW + 3 * HOUR),
  ).memory;

  it('names the breakouts since the one before, sent or not', () => {
    expect(digestOf(began)).toMatchObject({ kind: 'digest', ids: ['a', 'b'], newCount: 2 });
    expect(digestOf(afterRankings(DIGEST, [c, b]))).toMatchObject({ ids: ['c', 'b'], newCount: 2 });
  });

  it.each<[string, Partial<AlertSettings>, Marks]>([
    ['was seen', {}, { ...NO_MARKS, posts: { a: { seenAt: NOW } } }],
    ['is snoozed', {}, { ...NO_MARKS, posts: { a: { snoozed: { until: NOW + 2 * DAY } } } }],
    ['does not pass the filters', { alertCreators: ['Ben'] }, NO_MARKS],
  ])('leaves out what %s', (_, settings, marks) => {
    expect(digestOf(began, settings, marks)).toMatchObject({ ids: ['b'], newCount: 1 });
  });

  it.each<[string, Partial<AlertSettings>, Marks, number]>([
    ['was seen', {}, { ...NO_MARKS, posts: { a: { seenAt: NOW } } }, 2],
    ['is too weak by now', { alertMinMultiple: 20 }, NO_MARKS, 2],
    ['is muted', {}, { ...NO_MARKS, creators: { Ben: { at: NOW } } }, 1],
    ['does not pass the filters', { alertCreators: ['Ben'] }, NO_MARKS, 1],
  ])('counts of what ended what %s', (_, settings, marks, endedCount) => {
    const before = sentAt(afterRankings(DIGEST, [a, b]), preferences(DIGEST), DIGEST_AT);
    expect(before).toHaveLength(2);
    const known = releaseAlerts(
      afterRankings(DIGEST, [a, b]),
      [],
      preferences(DIGEST),
      alertMoment(DIGEST_AT),
    ).memory;
    const ended = alertNews([a, b], [], {
      ended: [a, b].map((post) => ({ ...post, strength: 0, endedAt: DIGEST_AT + HOUR })),
    });
    const { memory } = decideAlerts(
      known,
      ended,
      preferences(DIGEST),
      alertMoment(DIGEST_AT + HOUR),
    );
    const [message] = sentAt(
      memory,
      preferences({ ...DIGEST, ...settings }, marks),
      DIGEST_AT + DAY,
    );
    expect(message).toMatchObject({ kind: 'digest', newCount: 0, endedCount });
  });

  it.each([
    ['switched off', preferences({})],
    ['without a channel', { ...preferences(DIGEST), channels: [] }],
  ])('begins anew after it was %s', (_, wanted) => {
    const { memory } = releaseAlerts(began, [], wanted, alertMoment(NOW + 4 * HOUR));
    expect(sentAt(memory, preferences(DIGEST), NOW + 5 * HOUR)).toEqual([]);
    const on = releaseAlerts(memory, [], preferences(DIGEST), alertMoment(NOW + 5 * HOUR)).memory;
    expect(digestOf(on)).toBeUndefined();
  });

  it('is sent although as many breakouts ended as began', () => {
    expect(digestOf(afterRankings(DIGEST, [a], [b], []))).toMatchObject({
      ...{ kind: 'digest', newCount: 2, endedCount: 2 },
    });
  });

  it('counts the breakouts beyond those that are kept', () => {
    const many = Array.from({ length: 250 }, (_, index) =>
      alertPost({ id: `p${index}`, strength: index + 5 }),
    );
    expect(digestOf(afterRankings(DIGEST, many))).toMatchObject({ newCount: 250 });
  });

  it.each([{ isFirst: true }, { isOtherRule: true }])(
    'is not about a ranking of which nothing is news: %j',
    (changes) => {
      const known = afterRankings(DIGEST, [a]);
      const news = alertNews([a], [b], changes);
      const wanted = { ...preferences(DIGEST), channels: ['desktop'] as const };
      const { memory } = decideAlerts(known, news, wanted, alertMoment(NOW + 2 * HOUR));
      expect(memory.digest).toEqual(known.digest);
    },
  );

  it('is not sent to a channel that has had the messages of its day', () => {
    const late = NOW + 20.5 * HOUR;
    const wanted = preferences(DIGEST);
    const sent = releaseAlerts(afterRankings(DIGEST, [a]), [], wanted, alertMoment(late));
    expect(sent.messages.map(({ message }) => message.kind)).toEqual(['breakouts', 'breakouts']);
    expect(sentAt(sent.memory, preferences({ ...DIGEST, alertMaxPerDay: 1 }), DIGEST_AT)).toEqual(
      [],
    );
    expect(
      sentAt(sent.memory, preferences({ ...DIGEST, alertMaxPerDay: 2 }), DIGEST_AT),
    ).toHaveLength(2);
  });
});

describe('nextAlertAt', () => {
  const at = (memory: AlertMemory, settings: Partial<AlertSettings> = {}) =>
    nextAlertAt(memory, preferences(settings), alertMoment(NOW + HOUR));

  it('is the present for what waits and is not held back', () => {
    expect(at(afterRankings({}, [a]))).toBe(NOW + HOUR);
  });

  it('is the time of the digest while nothing waits', () => {
    expect(at(afterRankings(DIGEST, []), DIGEST)).toBe(DIGEST_AT);
    expect(at(afterRankings(DIGEST, [a]), DIGEST)).toBe(NOW + HOUR);
  });

  it('is none while nothing waits and there is no digest', () => {
    expect(at(afterRankings({}, []))).toBeNull();
    expect(at(NO_ALERT_MEMORY)).toBeNull();
  });
});
