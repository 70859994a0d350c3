import { describe, expect, it } from 'vitest';
import { NO_FILTERS, parseFilters } from '../../../utils/state/popup-view.ts';
import { createFilterTest, wordTestOf } from '../../../utils/state/post-filter-test.ts';

describe('wordTestOf', () => {
  const has = (words: string, caption: string) => wordTestOf(words)?.(caption);

  it('finds whole words only', () => {
    expect(has('#ad', 'my new shoes #ad')).toBe(true);
    expect(has('#ad', '#ad: my new shoes')).toBe(true);
    expect(has('#ad', 'an #adventure')).toBe(false);
    expect(has('ad', 'a sad song')).toBe(false);
    expect(has('ad', 'this is an ad.')).toBe(true);
    expect(has('#ad', 'shoes#ad')).toBe(true);
    expect(has('x', 'an xl one')).toBe(false);
  });

  it('finds any of several words, folded, split at blanks and commas', () => {
    expect(has('#AD, Crème', 'a creme')).toBe(true);
    expect(has('#ad crème', 'a cream')).toBe(false);
    expect(has('إعلان، مسابقة', 'هذه مسابقة')).toBe(true);
  });

  it('finds words anywhere in scripts without blanks', () => {
    expect(has('広告', 'これは広告です')).toBe(true);
  });

  it('takes signs literally', () => {
    expect(has('c++ (x)', 'i like c++')).toBe(true);
    expect(has('a.c', 'abc')).toBe(false);
    expect(has('c++', 'i like c')).toBe(false);
    expect(has('ab+', 'ab+c')).toBe(true);
  });

  it('is null without words', () => {
    expect(wordTestOf(null)).toBeNull();
    expect(wordTestOf(' , ')).toBeNull();
  });
});

describe('createFilterTest', () => {
  const post = { followers: 5000, caption: 'Shoes #Ad' };

  it('leaves out posts of accounts with fewer followers, or with an unknown number', () => {
    const test = createFilterTest({ minFollowers: 5000, excludedWords: null });
    expect(test?.(post)).toBe(true);
    expect(test?.({ ...post, followers: 4999 })).toBe(false);
    expect(test?.({ ...post, followers: null })).toBe(false);
  });

  it('leaves out posts with an excluded word and keeps those without a caption', () => {
    const test = createFilterTest({ minFollowers: null, excludedWords: '#ad' });
    expect(test?.(post)).toBe(false);
    expect(test?.({ ...post, caption: null })).toBe(true);
  });

  it('is null where neither filter is set', () => {
    expect(createFilterTest(NO_FILTERS)).toBeNull();
  });
});

describe('parseFilters', () => {
  it('reads each filter that fits and leaves out the others', () => {
    const filters = {
      platform: 'tiktok',
      tag: 'team: A',
      minFollowers: 1000,
      excludedWords: '#ad',
    };
    expect(parseFilters({ ...filters, creatorName: 7, other: 'x' })).toEqual({
      ...NO_FILTERS,
      ...filters,
    });
    expect(parseFilters({ minFollowers: '1000' })).toEqual(NO_FILTERS);
    expect(parseFilters(null)).toEqual(NO_FILTERS);
  });
});
