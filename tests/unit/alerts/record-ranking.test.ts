import { describe, expect, it } from 'vitest';
import { type AlertMemory, NO_ALERT_MEMORY } from '../../../utils/alerts/alert-memory.ts';
import type { AlertPost } from '../../../utils/alerts/alert-message.ts';
import { decideAlerts, releaseAlerts } from '../../../utils/alerts/decide-alerts.ts';
import type { RankingNews } from '../../../utils/alerts/record-ranking.ts';
import { nextAlertAt } from '../../../utils/alerts/send-due.ts';
import { DEFAULT_ALERT_SETTINGS } from '../../../utils/settings/alert-settings.ts';
import { NO_MARKS } from '../../../utils/state/initial-state.ts';
import { accountRise, alertPost } from '../../builders/alert-message.ts';
import { alertFlag, alertMoment, alertNews } from '../../builders/alert-news.ts';
import { DAY, HOUR, NOW } from '../../builders/time.ts';

const PAUSE_END = NOW + 12 * HOUR;
const a = alertPost({ id: 'a', strength: 9, multiple: 9 });
const b = alertPost({ id: 'b', strength: 5, multiple: 5 });
const times = (post: AlertPost, strength: number) => ({ ...post, strength, multiple: strength });

/** A user with one channel, who gets a ranking an hour. */
class User {
  settings = DEFAULT_ALERT_SETTINGS;
  marks = NO_MARKS;
  pausedUntil: number | null = null;
  memory: AlertMemory;
  #now = NOW;
  #breakouts: readonly AlertPost[];

  /** @param breakouts what is a breakout when the channel is switched on */
  constructor(breakouts: readonly AlertPost[] = []) {
    this.#breakouts = breakouts;
    const flags = breakouts.map(({ id }) => alertFlag(id));
    this.memory = releaseAlerts(NO_ALERT_MEMORY, flags, this.preferences, this.#moment).memory;
  }

  get preferences() {
    return { settings: this.settings, marks: this.marks, channels: ['slack'] as const };
  }

  get #moment() {
    return alertMoment(this.#now, { pausedUntil: this.pausedUntil });
  }

  /** Returns what is sent when these are the breakouts an hour later. */
  rank(breakouts: readonly AlertPost[], changes: Partial<RankingNews> = {}) {
    this.#now += HOUR;
    const news = alertNews(this.#breakouts, breakouts, changes);
    this.#breakouts = breakouts;
    return this.#take(decideAlerts(this.memory, news, this.preferences, this.#moment));
  }

  /** Returns what is sent without a ranking at a time. */
  release(now: number) {
    this.#now = now;
    return this.#take(releaseAlerts(this.memory, [], this.preferences, this.#moment));
  }

  #take({ memory, messages }: ReturnType<typeof decideAlerts>) {
    this.memory = memory;
    return messages.map(({ message }) => message);
  }
}

const postsOf = (messages: ReturnType<User['rank']>) =>
  messages.flatMap(({ posts }) =>
    posts.map(({ id, strength, formerMultiple }) => [id, strength, formerMultiple]),
  );

describe('a channel', () => {
  it('begins with a ranking, of which nothing is sent unless it is the first of all', () => {
    const { preferences } = new User();
    const decide = (isFirst: boolean) =>
      decideAlerts(NO_ALERT_MEMORY, alertNews([], [a], { isFirst }), preferences, alertMoment(NOW));
    expect(decide(false).messages).toEqual([]);
    expect(decide(true).messages).toMatchObject([{ message: { kind: 'summary', newCount: 1 } }]);
    const next = alertNews([a], [a, b]);
    const later = decideAlerts(decide(false).memory, next, preferences, alertMoment(NOW + HOUR));
    expect(later.messages.map(({ message }) => postsOf([message]))).toEqual([[['b', 5, null]]]);
  });

  it('sends nothing later of what another rule has flagged', () => {
    const user = new User();
    user.rank([a], { isOtherRule: true });
    expect(user.rank([a])).toEqual([]);
    expect(postsOf(user.rank([a, b]))).toEqual([['b', 5, null]]);
  });

  it('keeps what waits when another rule flags other posts', () => {
    const user = new User();
    user.pausedUntil = PAUSE_END;
    user.rank([a, b]);
    user.rank([b], { isOtherRule: true });
    expect(postsOf(user.release(PAUSE_END))).toEqual([['b', 5, null]]);
  });
});

describe('a breakout that was sent', () => {
  it('is sent again each time when it has doubled', () => {
    const user = new User();
    expect(postsOf(user.rank([a]))).toEqual([['a', 9, null]]);
    expect(user.rank([times(a, 17.9)])).toEqual([]);
    expect(postsOf(user.rank([times(a, 18)]))).toEqual([['a', 18, 9]]);
    expect(user.rank([times(a, 35)])).toEqual([]);
    expect(postsOf(user.rank([times(a, 36)]))).toEqual([['a', 36, 18]]);
  });

  it('has not doubled when it had no multiple', () => {
    const user = new User();
    expect(postsOf(user.rank([times(a, 0)]))).toEqual([['a', 0, null]]);
    expect(user.rank([times(a, 7)])).toEqual([]);
  });

  it('is sent as new when it comes up again, however strong', () => {
    const user = new User();
    user.rank([a]);
    user.rank([]);
    expect(postsOf(user.rank([times(a, 8)]))).toEqual([['a', 8, null]]);
  });

  it('is sent as new when it comes up again after it was sent as over', () => {
    const user = new User();
    user.pausedUntil = PAUSE_END;
    user.rank([a]);
    user.rank([]);
    expect(user.release(PAUSE_END)).toMatchObject([{ newCount: 1, endedCount: 1 }]);
    expect(postsOf(user.rank([times(a, 8)]))).toEqual([['a', 8, null]]);
  });

  it('counts as sent although it has joined an account rise meanwhile', () => {
    const user = new User();
    const rise = accountRise(['p', 'q', 'a']);
    user.pausedUntil = PAUSE_END;
    user.rank([accountRise(['p', 'q']), a]);
    user.rank([accountRise(['p', 'q'])]);
    user.rank([rise]);
    user.release(PAUSE_END);
    expect(user.rank([times(a, 17)])).toEqual([]);
    expect(postsOf(user.rank([times(a, 18)]))).toEqual([['a', 18, 9]]);
  });
});

describe('a breakout that waits', () => {
  it('is sent with its figures of the last ranking', () => {
    const user = new User();
    user.pausedUntil = PAUSE_END;
    user.rank([a]);
    user.rank([times(a, 12)]);
    expect(postsOf(user.release(PAUSE_END))).toEqual([['a', 12, null]]);
    expect(user.rank([times(a, 23)])).toEqual([]);
    expect(postsOf(user.rank([times(a, 24)]))).toEqual([['a', 24, 12]]);
  });

  it('is sent as new although it has doubled meanwhile', () => {
    const user = new User();
    user.pausedUntil = PAUSE_END;
    user.rank([a]);
    user.rank([times(a, 18)]);
    expect(postsOf(user.release(PAUSE_END))).toEqual([['a', 18, null]]);
  });

  it('is not sent again when it has not stayed twice as strong', () => {
    const user = new User();
    user.rank([a]);
    user.pausedUntil = PAUSE_END;
    user.rank([times(a, 18)]);
    user.rank([times(a, 17)]);
    expect(user.release(PAUSE_END)).toEqual([]);
    user.pausedUntil = null;
    expect(postsOf(user.rank([times(a, 20)]))).toEqual([['a', 20, 9]]);
  });

  it('is sent as one that has doubled while it still is', () => {
    const user = new User();
    user.rank([a]);
    user.pausedUntil = PAUSE_END;
    user.rank([times(a, 18)]);
    user.rank([times(a, 19)]);
    expect(postsOf(user.release(PAUSE_END))).toEqual([['a', 19, 9]]);
  });

  it('is sent as one that has doubled although another rule flags posts meanwhile', () => {
    const user = new User();
    user.rank([a]);
    user.pausedUntil = PAUSE_END;
    user.rank([times(a, 18)]);
    user.rank([times(a, 18)], { isOtherRule: true });
    expect(postsOf(user.release(PAUSE_END))).toEqual([['a', 18, 9]]);
  });

  it('is not sent again when it was over before that could be', () => {
    const user = new User();
    user.rank([a]);
    user.pausedUntil = PAUSE_END;
    user.rank([times(a, 18)]);
    user.rank([]);
    expect(user.release(PAUSE_END)).toEqual([]);
    user.pausedUntil = null;
    expect(postsOf(user.rank([times(a, 10)]))).toEqual([['a', 10, null]]);
  });

  it('is not over while a post of its account rise is a breakout', () => {
    const user = new User();
    user.pausedUntil = PAUSE_END;
    user.rank([accountRise(['p', 'q'])]);
    user.rank([alertPost({ id: 'q' })]);
    expect(user.release(PAUSE_END)).toMatchObject([{ newCount: 1, endedCount: 0 }]);
  });

  it('keeps the time when it ended', () => {
    const user = new User();
    user.pausedUntil = PAUSE_END;
    user.rank([a]);
    user.rank([]);
    user.rank([]);
    const [message] = user.release(PAUSE_END);
    expect(message?.posts.map(({ endedAt }) => endedAt)).toEqual([NOW + 2 * HOUR]);
  });

  it('is none that the filters leave out, for which no alarm is needed', () => {
    const user = new User();
    user.settings = { ...DEFAULT_ALERT_SETTINGS, alertMinMultiple: 6 };
    user.pausedUntil = PAUSE_END;
    user.rank([b]);
    const moment = alertMoment(NOW + HOUR, { pausedUntil: PAUSE_END });
    expect(nextAlertAt(user.memory, user.preferences, moment)).toBeNull();
    user.rank([b, a]);
    expect(nextAlertAt(user.memory, user.preferences, moment)).toBe(PAUSE_END);
  });

  it('makes no summary of the messages that follow an absence', () => {
    const user = new User();
    user.rank([a]);
    expect(user.release(NOW + 4 * DAY)).toEqual([]);
    expect(user.rank([a])).toEqual([]);
    expect(user.rank([a, b])).toMatchObject([{ kind: 'breakouts' }]);
  });

  it('is forgotten while new breakouts are switched off', () => {
    const user = new User();
    user.pausedUntil = PAUSE_END;
    user.rank([a]);
    user.settings = { ...DEFAULT_ALERT_SETTINGS, alertBreakouts: false };
    user.rank([a]);
    user.settings = DEFAULT_ALERT_SETTINGS;
    expect(user.release(PAUSE_END)).toEqual([]);
    expect(postsOf(user.rank([a, b]))).toEqual([['b', 5, null]]);
  });
});

describe('an account rise', () => {
  it('is sent again when it has doubled, although all its posts were sent', () => {
    const user = new User();
    expect(postsOf(user.rank([accountRise(['p', 'q'], 3)]))).toEqual([
      ['account:tiktok/anna', 3, null],
    ]);
    expect(postsOf(user.rank([accountRise(['p', 'q'], 6)]))).toEqual([
      ['account:tiktok/anna', 6, 3],
    ]);
  });

  it('is no news when another post joins one of which every post was sent', () => {
    const user = new User();
    user.rank([a, b]);
    user.rank([accountRise(['a', 'b'])]);
    expect(user.rank([accountRise(['a', 'b', 'c'])])).toEqual([]);
  });

  it('is news when one of its posts is', () => {
    const user = new User();
    user.rank([a]);
    expect(postsOf(user.rank([accountRise(['a', 'b'])]))).toEqual([
      ['account:tiktok/anna', 3, null],
    ]);
  });

  it('makes no news of its posts when it is over, not of those that joined it either', () => {
    const user = new User();
    user.rank([accountRise(['p', 'q'])]);
    user.rank([accountRise(['p', 'q', 'r'])]);
    expect(user.rank(['p', 'q', 'r'].map((id) => alertPost({ id })))).toEqual([]);
  });

  it('is all that is remembered of the posts of a ranking', () => {
    const user = new User();
    const rise = accountRise(['p', 'q']);
    user.rank([a, rise]);
    expect(user.memory.rises).toEqual({ [rise.id]: ['p', 'q'] });
  });
});

describe('the memory', () => {
  const many = (count: number, prefix: string) =>
    Array.from({ length: count }, (_, index) =>
      alertPost({ id: `${prefix}${index}`, strength: index + 5 }),
    );

  it('stays small, whatever begins and ends, and counts it nevertheless', () => {
    const user = new User();
    user.settings = { ...DEFAULT_ALERT_SETTINGS, alertDigest: true };
    user.pausedUntil = PAUSE_END;
    user.rank([]);
    user.rank(many(250, 'p'));
    user.rank(many(230, 'q'));
    const { channels, digest } = user.memory;
    expect(
      [channels.slack?.waiting, digest?.began, digest?.ended].map((list) => list?.length),
    ).toEqual([200, 200, 200]);
    expect([channels.slack?.moreWaiting, digest?.moreBegan]).toEqual([280, 280]);
  });

  it('keeps no place for what ended and is not wanted', () => {
    const wanted = many(1, 'wanted');
    const others = many(250, 'other').map((post) => ({ ...post, platform: 'instagram' }));
    const user = new User();
    user.settings = { ...DEFAULT_ALERT_SETTINGS, alertDigest: true, alertPlatforms: ['tiktok'] };
    user.rank([...wanted, ...others]);
    user.rank(others);
    user.rank([], { ended: others.map((post) => ({ ...post, endedAt: NOW })) });
    expect(user.memory.digest?.ended.map(({ id }) => id)).toEqual(['wanted0']);
  });
});
