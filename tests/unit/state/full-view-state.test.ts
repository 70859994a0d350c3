import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_FULL_VIEW_STATE,
  FULL_VIEW_COLUMNS,
  FULL_VIEW_LISTS,
  type FullViewState,
  fullViewStateOfPopup,
  parseFullViewHash,
  toFullViewHash,
} from '../../../utils/state/full-view-state.ts';
import { DEFAULT_VIEW, NO_FILTERS } from '../../../utils/state/popup-view.ts';

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
const codeUnit = fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code));
const filter = fc.option(text);
const states: fc.Arbitrary<FullViewState> = fc.record({
  list: fc.constantFrom(...FULL_VIEW_LISTS),
  windowDays: fc.option(fc.integer({ min: 1, max: 365 })),
  sort: fc.record({
    column: fc.constantFrom(...FULL_VIEW_COLUMNS),
    direction: fc.constantFrom('ascending' as const, 'descending' as const),
  }),
  filters: fc
    .record({ platform: filter, creatorName: filter, category: filter, accountKey: filter })
    .map((filters) => ({ ...NO_FILTERS, ...filters })),
  search: fc.oneof(
    fc.constant(''),
    text.filter((typed) => typed.trim() !== ''),
  ),
  postId: fc.option(text),
});

describe('parseFullViewHash', () => {
  it('reads every state that toFullViewHash writes', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(parseFullViewHash(toFullViewHash(state))).toEqual(state);
      }),
    );
  });

  it('reads an empty hash as the default state', () => {
    expect(parseFullViewHash('')).toEqual(DEFAULT_FULL_VIEW_STATE);
    expect(parseFullViewHash('#')).toEqual(DEFAULT_FULL_VIEW_STATE);
  });

  it.each([
    '#days=0',
    '#days=366',
    '#days=7.5',
    '#days=seven',
    '#days=',
    '#list=others',
    '#sort=-nothing',
    '#sort=',
    '#search=',
    '#post=',
    '#added=later',
    '#%E0%A4%A',
  ])('ignores the invalid part of %s', (hash) => {
    expect(parseFullViewHash(hash)).toEqual(DEFAULT_FULL_VIEW_STATE);
  });

  it('never throws, and finds what it has read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: codeUnit }), (hash) => {
        const state = parseFullViewHash(hash);
        expect(parseFullViewHash(toFullViewHash(state))).toMatchObject({
          ...state,
          search: expect.any(String),
        });
      }),
    );
  });

  it.each([
    ['#days=1', { windowDays: 1 }],
    ['#days=365', { windowDays: 365 }],
    ['search=a%23b', { search: 'a#b' }],
    ['search=a#b', { search: 'a#b' }],
    ['#minFollowers=1000', { filters: { ...NO_FILTERS, minFollowers: 1000 } }],
    ['#minFollowers=many', { filters: NO_FILTERS }],
  ])('reads %s', (hash, state) => {
    expect(parseFullViewHash(hash)).toEqual({ ...DEFAULT_FULL_VIEW_STATE, ...state });
  });

  it('cuts a search that is too long', () => {
    const { search } = parseFullViewHash(`#search=${'a'.repeat(2000)}`);
    expect(search).toHaveLength(500);
  });
});

describe('toFullViewHash', () => {
  it('writes nothing for the default state', () => {
    expect(toFullViewHash(DEFAULT_FULL_VIEW_STATE)).toBe('');
  });

  it('writes no search of blanks alone, and no more of a search than is read', () => {
    const hashOf = (search: string) => toFullViewHash({ ...DEFAULT_FULL_VIEW_STATE, search });
    expect(hashOf('  ')).toBe('');
    expect(hashOf('a'.repeat(501))).toBe(`#search=${'a'.repeat(500)}`);
  });

  it('writes a hash that people can read', () => {
    const hash = toFullViewHash({
      list: 'breakouts',
      windowDays: 7,
      sort: { column: 'gained', direction: 'descending' },
      filters: { ...NO_FILTERS, platform: 'tiktok' },
      search: 'nike run',
      postId: null,
    });
    expect(hash).toBe('#list=breakouts&days=7&sort=-gained&platform=tiktok&search=nike+run');
  });
});

describe('fullViewStateOfPopup', () => {
  it('carries tab, window, order, filters and search', () => {
    const filters = { ...NO_FILTERS, creatorName: 'Nike' };
    expect(
      fullViewStateOfPopup(
        { tab: 'stillStrong', windowDays: 30, order: 'engagement', filters },
        'run',
      ),
    ).toEqual({
      list: 'stillStrong',
      windowDays: 30,
      sort: { column: 'engagementGained', direction: 'descending' },
      filters,
      search: 'run',
      postId: null,
    });
  });

  it('shows top movers as all posts by views gained', () => {
    expect(fullViewStateOfPopup({ ...DEFAULT_VIEW, tab: 'topMovers' }, '')).toMatchObject({
      list: 'all',
      sort: { column: 'gained', direction: 'descending' },
    });
  });
});
