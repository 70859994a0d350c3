import { describe, expect, it } from 'vitest';
import { type AlertMemory, NO_ALERT_MEMORY } from '../../../utils/alerts/alert-memory.ts';
import { beginAlerts, decideAlerts, releaseAlerts } from '../../../utils/alerts/decide-alerts.ts';
import { DEFAULT_ALERT_SETTINGS } from '../../../utils/settings/alert-settings.ts';
import { NO_MARKS } from '../../../utils/state/initial-state.ts';
import { accountRise, alertPost } from '../../builders/alert-message.ts';
import { alertFlag, alertMoment, alertNews } from '../../builders/alert-news.ts';
import { DAY, HOUR, NOW } from '../../builders/time.ts';

const preferences = {
  settings: DEFAULT_ALERT_SETTINGS,
  marks: NO_MARKS,
  channels: ['desktop', 'slack'] as const,
};
/** Two channels that were switched on while nothing was a breakout. */
const on = releaseAlerts(NO_ALERT_MEMORY, [], preferences, alertMoment(NOW)).memory;
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

/** The posts that are sent under these settings when `post` becomes a breakout. */
function idsUnder(settings: Partial<typeof DEFAULT_ALERT_SETTINGS>, post = a) {
  const wanted = { ...preferences, settings: { ...DEFAULT_ALERT_SETTINGS, ...settings } };
  const news = alertNews([], [post]);
  return idsFor(decideAlerts(on, news, wanted, alertMoment(NOW + HOUR)).messages);
}

describe('decideAlerts', () => {
  it('sends all new breakouts of an update in one message, the strongest first', () => {
    const { messages } = decideAlerts(
      on,
      alertNews([], [a, b, c]),
      preferences,
      alertMoment(NOW + HOUR),
    );
    expect(idsFor(messages)).toEqual([['b', 'a', 'c']]);
    expect(idsFor(messages, 'slack')).toEqual([['b', 'a', 'c']]);
    expect(messages[0]?.message).toMatchObject({ kind: 'breakouts', newCount: 3, endedCount: 0 });
  });

  it('sends what was a breakout before a channel was switched on only when it doubles', () => {
    const begun = releaseAlerts(
      NO_ALERT_MEMORY,
      [alertFlag('a')],
      preferences,
      alertMoment(NOW),
    ).memory;
    const known = decideAlerts(begun, alertNews([a], [a]), preferences, alertMoment(NOW + HOUR));
    expect(known.messages).toEqual([]);
    const doubled = { ...a, strength: 18, multiple: 18 };
    const { messages } = decideAlerts(
      known.memory,
      alertNews([a], [doubled]),
      preferences,
      alertMoment(NOW + 2 * HOUR),
    );
    expect(messages[0]?.message.posts).toEqual([{ ...doubled, formerMultiple: 9 }]);
  });

  it('sends what had ended before a channel was switched on when it comes up again', () => {
    const flags = [{ ...alertFlag('a'), endedAt: NOW }];
    const begun = releaseAlerts(NO_ALERT_MEMORY, flags, preferences, alertMoment(NOW)).memory;
    const news = alertNews([], [a]);
    const { messages } = decideAlerts(begun, news, preferences, alertMoment(NOW + HOUR));
    expect(idsFor(messages)).toEqual([['a']]);
  });

  it('sends the first update as one summary', () => {
    const first = decideAlerts(
      on,
      alertNews([], [a, b], { isFirst: true }),
      preferences,
      alertMoment(NOW + HOUR),
    );
    expect(first.messages.map(({ message }) => message.kind)).toEqual(['summary', 'summary']);
  });

  it('sends what came up in a long absence as one summary', () => {
    const before = decideAlerts(
      on,
      alertNews([], [a]),
      preferences,
      alertMoment(NOW + HOUR),
    ).memory;
    const { messages } = decideAlerts(
      before,
      alertNews([a], [a, b]),
      preferences,
      alertMoment(NOW + 4 * DAY),
    );
    expect(messages[0]?.message).toMatchObject({ kind: 'summary', newCount: 1 });
  });

  it('sends nothing because another rule flags other posts', () => {
    const other = alertNews([a], [b, c], { isOtherRule: true });
    const before = decideAlerts(
      on,
      alertNews([], [a]),
      preferences,
      alertMoment(NOW + HOUR),
    ).memory;
    expect(decideAlerts(before, other, preferences, alertMoment(NOW + 2 * HOUR)).messages).toEqual(
      [],
    );
  });

  it('sends an account rise as one, and not again when posts join it', () => {
    const rise = accountRise(['p', 'q']);
    const first = decideAlerts(on, alertNews([], [rise]), preferences, alertMoment(NOW + HOUR));
    expect(idsFor(first.messages)).toEqual([[rise.id]]);
    const joined = accountRise(['p', 'q', 'r']);
    const next = decideAlerts(
      first.memory,
      alertNews([rise], [joined]),
      preferences,
      alertMoment(NOW + 2 * HOUR),
    );
    expect(next.messages).toEqual([]);
  });

  it('sends no account rise of which every post was sent', () => {
    const first = decideAlerts(
      on,
      alertNews([], [a, b]),
      preferences,
      alertMoment(NOW + HOUR),
    ).memory;
    const rise = alertNews([a, b], [accountRise(['a', 'b'])]);
    expect(decideAlerts(first, rise, preferences, alertMoment(NOW + 2 * HOUR)).messages).toEqual(
      [],
    );
  });

  it('sends a snoozed post when the snooze has ended', () => {
    const snoozed = { ...NO_MARKS, posts: { a: { snoozed: { until: NOW + 2 * HOUR } } } };
    const hidden = decideAlerts(
      on,
      alertNews([], [a]),
      { ...preferences, marks: snoozed },
      alertMoment(NOW + HOUR),
    );
    expect(hidden.messages).toEqual([]);
    const later = { ...preferences, marks: snoozed };
    const { messages } = decideAlerts(
      hidden.memory,
      alertNews([a], [a]),
      later,
      alertMoment(NOW + 3 * HOUR),
    );
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
    expect(idsUnder(settings)).toEqual([]);
  });

  it.each([
    [{ alertPlatforms: ['instagram', 'tiktok'] }],
    [{ alertCreators: ['Anna'] }],
    [{ alertCategories: ['Food'] }],
    [{ alertAccounts: ['tiktok/anna'] }],
    [{ alertMinFollowers: 1200 }],
    [{ alertMinMultiple: 9 }],
  ])('sends what passes %j', (settings) => {
    expect(idsUnder(settings)).toEqual([['a']]);
  });

  it('takes an unknown number of followers for none', () => {
    const unknown = alertPost({ followers: null });
    const sent = [0, 1].map((alertMinFollowers) => idsUnder({ alertMinFollowers }, unknown));
    expect(sent).toEqual([[['p1']], []]);
  });

  it('sends nothing of the sample but desktop notices, which say so', () => {
    const { messages } = decideAlerts(
      on,
      alertNews([], [a]),
      preferences,
      alertMoment(NOW + HOUR, { isSample: true }),
    );
    expect(messages.map(({ channel }) => channel)).toEqual(['desktop']);
    expect(messages[0]?.message.isSample).toBe(true);
  });

  it('sends nothing while new breakouts are switched off, nor afterwards', () => {
    const settings = { ...DEFAULT_ALERT_SETTINGS, alertBreakouts: false };
    const off = decideAlerts(
      on,
      alertNews([], [a]),
      { ...preferences, settings },
      alertMoment(NOW + HOUR),
    );
    expect(off.messages).toEqual([]);
    const again = decideAlerts(
      off.memory,
      alertNews([a], [a]),
      preferences,
      alertMoment(NOW + 2 * HOUR),
    );
    expect(again.messages).toEqual([]);
  });
});

describe('releaseAlerts', () => {
  const paused = (memory: AlertMemory) =>
    decideAlerts(
      memory,
      alertNews([], [a]),
      preferences,
      alertMoment(NOW + HOUR, { pausedUntil: NOW + 5 * HOUR }),
    );

  it('sends what waited for the end of a pause', () => {
    const { memory, messages } = paused(on);
    expect(messages).toEqual([]);
    const after = releaseAlerts(memory, [alertFlag('a')], preferences, alertMoment(NOW + 5 * HOUR));
    expect(idsFor(after.messages)).toEqual([['a']]);
    expect(
      releaseAlerts(after.memory, [], preferences, alertMoment(NOW + 6 * HOUR)).messages,
    ).toEqual([]);
  });

  it('says of what ended meanwhile that it is over', () => {
    const ended = decideAlerts(
      paused(on).memory,
      alertNews([a], []),
      preferences,
      alertMoment(NOW + 2 * HOUR, { pausedUntil: NOW + 5 * HOUR }),
    );
    const { messages } = releaseAlerts(ended.memory, [], preferences, alertMoment(NOW + 5 * HOUR));
    expect(messages[0]?.message).toMatchObject({ newCount: 1, endedCount: 1 });
    expect(messages[0]?.message.posts[0]?.endedAt).toBe(NOW + 2 * HOUR);
  });

  it('counts all that waited, and names the strongest ten', () => {
    const many = Array.from({ length: 250 }, (_, index) =>
      alertPost({ id: `p${index}`, strength: index + 5 }),
    );
    const pause = { pausedUntil: NOW + 5 * HOUR };
    const { memory } = decideAlerts(
      on,
      alertNews([], many),
      preferences,
      alertMoment(NOW + HOUR, pause),
    );
    const { messages } = releaseAlerts(memory, [], preferences, alertMoment(NOW + 5 * HOUR));
    expect(messages[0]?.message.newCount).toBe(250);
    expect(messages[0]?.message.posts).toHaveLength(10);
    expect(messages[0]?.message.posts[0]?.id).toBe('p249');
  });

  it('does not send what was seen while it waited', () => {
    const marks = { ...NO_MARKS, posts: { a: { seenAt: NOW + 2 * HOUR } } };
    const { memory } = paused(on);
    const after = releaseAlerts(memory, [], { ...preferences, marks }, alertMoment(NOW + 5 * HOUR));
    expect(after.messages).toEqual([]);
  });

  const settings = { ...DEFAULT_ALERT_SETTINGS, alertDigest: true, alertMaxPerDay: 1 };
  const digested = { ...preferences, settings };
  const planned = releaseAlerts(
    NO_ALERT_MEMORY,
    [alertFlag('c')],
    digested,
    alertMoment(NOW),
  ).memory;

  it('sends the digest once when it was missed, with what waited', () => {
    const began = decideAlerts(
      planned,
      alertNews([c], [a, b], { ended: [alertPost({ id: 'c', strength: 0, endedAt: NOW + HOUR })] }),
      digested,
      alertMoment(NOW + HOUR),
    );
    expect(idsFor(began.messages)).toEqual([['b', 'a']]);
    // Tuesday 9:00 passes while the browser is closed.
    const late = alertMoment(NOW + 23 * HOUR);
    expect(beginAlerts(began.memory, [], digested, late)).toEqual(began.memory);
    const digest = releaseAlerts(began.memory, [], digested, late);
    expect(digest.messages.map(({ message }) => message)).toEqual([
      expect.objectContaining({ kind: 'digest', newCount: 2, endedCount: 1, since: NOW }),
      expect.objectContaining({ kind: 'digest', newCount: 2, endedCount: 1, since: NOW }),
    ]);
    expect(releaseAlerts(digest.memory, [], digested, late).messages).toEqual([]);
  });

  it('sends no digest of nothing', () => {
    expect(releaseAlerts(planned, [], digested, alertMoment(NOW + 2 * DAY)).messages).toEqual([]);
  });

  it('does not send a digest at once because its time was changed', () => {
    const changed = { ...digested, settings: { ...settings, alertDigestAt: '08:00' } };
    const began = decideAlerts(
      planned,
      alertNews([], [a]),
      digested,
      alertMoment(NOW + HOUR),
    ).memory;
    expect(releaseAlerts(began, [], changed, alertMoment(NOW + 2 * HOUR)).messages).toEqual([]);
  });
});
