import { describe, expect, it } from 'vitest';
import { windowOf } from '../../../entrypoints/popup/popup-state.ts';
import { DEFAULT_VIEW } from '../../../utils/state/popup-view.ts';
import { aPageState, aPublicationHead } from '../../builders/window-ranking.ts';

const summary = (days: number) => ({
  ...{ days, breakouts: 0, stillStrong: 0, compared: 9, total: 9 },
});
const page = aPageState({
  publication: aPublicationHead({ lookbackDays: 7, windows: [1, 7, 14].map(summary) }),
});

describe('windowOf', () => {
  it('is the window chosen, as long as it is published', () => {
    expect(windowOf({ ...DEFAULT_VIEW, windowDays: 14 }, page)).toBe(14);
  });

  it.each([null, 9])('is the look-back window when %s was chosen', (windowDays) => {
    expect(windowOf({ ...DEFAULT_VIEW, windowDays }, page)).toBe(7);
  });

  it('is unknown before the first update', () => {
    const nothingYet = aPageState({ publication: null });
    expect(windowOf({ ...DEFAULT_VIEW, windowDays: 14 }, nothingYet)).toBeNull();
  });
});
