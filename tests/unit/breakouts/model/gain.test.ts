import { describe, expect, it } from 'vitest';
import { type GainSource, gainOver } from '../../../../utils/breakouts/model/gain.ts';

const old: GainSource = { ageDays: 40, followedDays: 39, count: 10_000, delta: 500, doubleDelta: 1200 };

describe('what a post gained over 7 days', () => {
  it("is the API's delta, and in the window before what is left of the double window's", () => {
    expect(gainOver(7, old)).toEqual({
      gain: 500,
      fromAgeDays: 33,
      previousGain: 700,
      previousFromAgeDays: 26,
      wasRecounted: false,
    });
  });

  it('is all that it has if it was published inside the window', () => {
    expect(gainOver(7, { ...old, ageDays: 5, followedDays: 4, delta: 6000 })).toMatchObject({
      gain: 10_000,
      fromAgeDays: 0,
      previousGain: null,
    });
  });

  it('leaves the rest of its life to the window before if it was published there', () => {
    expect(gainOver(7, { ...old, ageDays: 10, followedDays: 9.5 })).toMatchObject({
      gain: 500,
      fromAgeDays: 3,
      previousGain: 9500,
      previousFromAgeDays: 0,
    });
  });

  it('has no window before when that was some hours', () => {
    expect(gainOver(7, { ...old, ageDays: 7.5, followedDays: 7.4 }).previousGain).toBeNull();
  });

  it('covers no more days than the post was followed', () => {
    expect(gainOver(7, { ...old, followedDays: 6.5 })).toMatchObject({ fromAgeDays: 33.5, previousGain: null });
  });

  it.each([
    ['a negative gain', { delta: -30 }, 0],
    ['less in two windows than in one', { doubleDelta: 400 }, 500],
  ])('is never negative: %s is a recount', (_, changes, gain) => {
    expect(gainOver(7, { ...old, ...changes })).toMatchObject({ gain, previousGain: null, wasRecounted: true });
  });

  it('of unknown age is taken for old', () => {
    expect(gainOver(7, { ...old, ageDays: null })).toMatchObject({ gain: 500, previousGain: 700 });
  });
});
