import { describe, expect, it } from 'vitest';
import { muteRow, SNOOZE_LENGTHS, snoozeRow } from '../../../utils/messages/row-marks.ts';
import { english } from '../../builders/english.ts';
import { DAY, NOW } from '../../builders/time.ts';
import { aBreakoutRow } from '../../builders/window-ranking.ts';

const post = aBreakoutRow({
  id: 'post-1',
  accountKey: 'tiktok:anna',
  accountName: 'anna',
  creatorName: 'Anna Lee',
  platform: 'tiktok',
  caption: 'bread',
  multiple: 9,
});
const row = { post, rise: null };
const context = { t: english, windowDays: 7, now: NOW };

describe('muteRow', () => {
  it('mutes a post, its account or its creator, with the name in the message', () => {
    expect(muteRow(row, 'post', english)).toEqual({
      command: {
        type: 'mute',
        target: { kind: 'post', postId: 'post-1', accountName: 'anna', caption: 'bread' },
      },
      done: 'Post of @anna muted',
    });
    expect(muteRow(row, 'account', english)).toEqual({
      command: {
        type: 'mute',
        target: {
          kind: 'account',
          accountKey: 'tiktok:anna',
          accountName: 'anna',
          platform: 'tiktok',
        },
      },
      done: '@anna muted',
    });
    expect(muteRow(row, 'creator', english)).toEqual({
      command: { type: 'mute', target: { kind: 'creator', creatorName: 'Anna Lee' } },
      done: 'Anna Lee muted',
    });
  });

  it('has no target that the API does not name', () => {
    const nameless = { post: { ...post, accountKey: null, creatorName: null }, rise: null };
    expect(muteRow(nameless, 'account', english)).toBeNull();
    expect(muteRow(nameless, 'creator', english)).toBeNull();
  });

  it('mutes the account of a rise, which is no single post', () => {
    const rise = { multiple: 3, posts: [post], totalPosts: 2 } as never;
    expect(muteRow({ post, rise }, 'post', english)).toBeNull();
    expect(muteRow({ post, rise }, 'account', english)).not.toBeNull();
  });
});

describe('snoozeRow', () => {
  it('snoozes for days, or until the multiple has doubled', () => {
    const snooze = (length: Parameters<typeof snoozeRow>[2]) =>
      snoozeRow(row, ['post-1'], length, context).command;
    expect(snooze('day')).toMatchObject({ snooze: { until: NOW + DAY } });
    expect(snooze('week')).toMatchObject({ snooze: { until: NOW + 7 * DAY } });
    expect(snooze('doubles')).toEqual({
      type: 'snooze',
      postIds: ['post-1'],
      snooze: { untilMultiple: 18, windowDays: 7 },
    });
  });

  it('waits for twice the multiple of a rise, and for twice the usual where there is none', () => {
    const until = (changed: object) =>
      snoozeRow({ ...row, ...changed }, ['post-1'], 'doubles', context).command;
    expect(until({ rise: { multiple: 3 } })).toMatchObject({ snooze: { untilMultiple: 6 } });
    expect(until({ post: { ...post, multiple: null } })).toMatchObject({
      snooze: { untilMultiple: 2 },
    });
  });

  it('says whose post was snoozed, and for how long', () => {
    const done = SNOOZE_LENGTHS.map((length) => snoozeRow(row, ['post-1'], length, context).done);
    for (const text of done) expect(text).toContain('@anna');
    expect(new Set(done).size).toBe(3);
  });
});
