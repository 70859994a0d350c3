import { describe, expect, it } from 'vitest';
import {
  deprecationMessages,
  noticeMessages,
  shownNotices,
} from '../../../utils/messages/notice-messages.ts';
import { NOT_ASKED_YET } from '../../../utils/state/initial-state.ts';
import { NOTICES } from '../../../utils/state/notice.ts';
import { english } from '../../builders/english.ts';
import { DAY, NOW } from '../../builders/time.ts';

describe('noticeMessages', () => {
  it.each(NOTICES)('explains what happened: %s', (notice) => {
    expect(noticeMessages(notice, english)).toMatch(/^[A-Z].*\.$/);
    expect(
      NOTICES.filter((other) => noticeMessages(other, english) === noticeMessages(notice, english)),
    ).toEqual([notice]);
  });
});

describe('shownNotices', () => {
  it('leaves out repairs that lost nothing', () => {
    const silent = NOTICES.filter((notice) => !shownNotices(NOTICES).includes(notice));
    expect(silent.toSorted()).toEqual([
      ...['key-restored', 'posts-rebuilt', 'seen-restored', 'settings-restored'],
    ]);
  });
});

describe('deprecationMessages', () => {
  const said = (changes: object) =>
    deprecationMessages(
      { ...NOT_ASKED_YET, askedAt: NOW, ...changes },
      { t: english, locale: 'en', now: NOW },
    );

  it('is null while none is announced', () => {
    expect(said({})).toBeNull();
  });

  it('gives the date and what it means for the user', () => {
    expect(said({ deprecation: NOW - DAY })).toMatch(/November 22, 2026.*Update the extension/);
    expect(said({ deprecation: NOW - DAY, sunset: NOW + 2 * DAY })).toMatch(
      /stops working on November 25, 2026.*before then/,
    );
  });

  it('uses the past tense once the date has passed', () => {
    expect(said({ sunset: NOW - DAY })).toMatch(/stopped working on November 22, 2026/);
    expect(said({ sunset: NOW })).toMatch(/stopped working on November 23, 2026/);
  });
});
