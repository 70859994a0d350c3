import { expect, it } from 'vitest';
import {
  decisiveMultiple,
  headlineMultiple,
} from '../../../../utils/breakouts/model/headline-multiple.ts';

const figures = { multiple: 3, lifetimeMultiple: 8 };

it('decisiveMultiple is that of the gain, or of the whole life where that is the headline', () => {
  expect(decisiveMultiple({ ...figures, headline: 'gain' })).toBe(3);
  expect(decisiveMultiple({ ...figures, headline: 'lifetime' })).toBe(8);
});

it('headlineMultiple is the same, and none where the usual is too few views', () => {
  expect(headlineMultiple({ ...figures, headline: 'lifetime', fewUsualViews: false })).toBe(8);
  expect(headlineMultiple({ ...figures, headline: 'lifetime', fewUsualViews: true })).toBeNull();
});
