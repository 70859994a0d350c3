import { describe, expect, it } from 'vitest';
import { type GainSource, gainOver, paceWindow } from '../../../../utils/breakouts/model/gain.ts';

const old: GainSource = {
  ...{
    ageDays: 40,
    trackedDays: 39,
    count: 10_000,
    delta: 500,
    doubleDelta: 1200,
    paceDelta: 1200,
  },
  ...{ shorterDelta: 100, shorterDays: 1, lostShare: 0, usualGain: 400 },
};

/** The same post over one day: its week before is the pace. */
const daily: GainSource = {
  ...old,
  delta: 100,
  doubleDelta: 190,
  paceDelta: 800,
  shorterDelta: null,
};

describe('paceWindow', () => {
  it.each([
    [1, 7],
    [3, 7],
    [7, 14],
    [30, 60],
  ])('returns for %i days the pace of %i days', (windowDays, pace) => {
    expect(paceWindow(windowDays)).toBe(pace);
  });
});

describe('gainOver', () => {
  it('returns the delta of the API and computes the previous gain from the double window', () => {
    expect(gainOver(7, old)).toEqual({
      ...{
        gain: 500,
        fromAgeDays: 33,
        previousGain: 700,
        previousFromAgeDays: 26,
        wasRecounted: false,
      },
    });
  });

  it('returns the lifetime count for a post published inside the window', () => {
    expect(gainOver(7, { ...old, ageDays: 5, trackedDays: 4, delta: 6000 })).toMatchObject({
      ...{ gain: 10_000, fromAgeDays: 0, previousGain: null },
    });
  });

  it('flags a recount of a post published inside the window', () => {
    const young = { ...old, ageDays: 5, trackedDays: 4 };
    const flags = [-30, 0, 6000, null].map((delta) => gainOver(7, { ...young, delta }));
    expect(flags.map(({ wasRecounted }) => wasRecounted)).toEqual([true, false, false, false]);
  });

  it('takes the rest of the lifetime count as previous gain of a post that is young enough', () => {
    expect(gainOver(7, { ...old, ageDays: 10, trackedDays: 9.5 })).toMatchObject({
      ...{ gain: 500, fromAgeDays: 3, previousGain: 9500, previousFromAgeDays: 0 },
    });
  });

  it('has no previous gain when the window before covers only hours', () => {
    expect(gainOver(7, { ...old, ageDays: 7.5, trackedDays: 7.4 }).previousGain).toBeNull();
  });

  it('covers only the days since tracking began, and compares with the whole life', () => {
    expect(gainOver(7, { ...old, trackedDays: 3 })).toMatchObject({
      ...{ fromAgeDays: 37, previousGain: 9500, previousFromAgeDays: 0 },
    });
  });

  it('compares with the whole life when the delta of the double window is missing', () => {
    expect(gainOver(7, { ...old, paceDelta: null, doubleDelta: null })).toMatchObject({
      ...{ previousGain: 9500, previousFromAgeDays: 0 },
    });
  });

  it('clamps a loss to 0, flags a recount, and compares with the whole life', () => {
    expect(gainOver(7, { ...old, delta: -30, shorterDelta: -30 })).toMatchObject({
      ...{ gain: 0, previousGain: 10_000, previousFromAgeDays: 0, wasRecounted: true },
    });
  });

  it('takes the smaller gain when the double window shows a recount', () => {
    expect(gainOver(7, { ...old, doubleDelta: 400, paceDelta: 400 })).toMatchObject({
      ...{ gain: 500, previousFromAgeDays: 0, wasRecounted: true },
    });
  });

  it('uses a shorter window when a recount hides the gain of the longer one', () => {
    expect(gainOver(7, { ...old, delta: 20, shorterDelta: 300, shorterDays: 2 })).toMatchObject({
      ...{ gain: 300, fromAgeDays: 38, wasRecounted: true },
    });
  });

  it('adds back to the life before what a platform removed', () => {
    const source = { ...old, paceDelta: null, lostShare: 0.5 };
    expect(gainOver(7, source).previousGain).toBe(19_000);
  });

  it('treats a post of unknown age as old', () => {
    expect(gainOver(7, { ...old, ageDays: null })).toMatchObject({ gain: 500, previousGain: 700 });
  });
});

describe('gainOver, windows as short as the refresh interval', () => {
  it('takes the previous gain from the pace of the week before', () => {
    expect(gainOver(1, daily)).toMatchObject({
      gain: 100,
      fromAgeDays: 39,
      previousGain: 700,
      previousFromAgeDays: 33,
    });
  });

  it('uses twice the window when no refresh fell into the window', () => {
    expect(gainOver(1, { ...daily, delta: 0 })).toMatchObject({
      gain: 190,
      fromAgeDays: 38,
      previousGain: 610,
    });
  });

  it('returns a gain of 0 when the usual gain is 0', () => {
    const quiet = { ...daily, delta: 0, usualGain: 3 };
    expect(gainOver(1, quiet)).toMatchObject({ gain: 0, fromAgeDays: 39 });
    const still = { ...quiet, doubleDelta: 0, paceDelta: 0 };
    expect(gainOver(1, still)).toMatchObject({ gain: 0, fromAgeDays: 39 });
  });

  it('calls a window without a refresh unmeasured from 30 usual views on', () => {
    const gainWith = (usualGain: number) => gainOver(1, { ...daily, delta: 0, usualGain }).gain;
    expect([gainWith(29.9), gainWith(30)]).toEqual([0, 190]);
  });

  it('uses the whole life up to twice the window, and twice the window beyond', () => {
    const masked = { ...daily, delta: 0, trackedDays: 5.9, usualGain: 400 };
    expect(gainOver(3, { ...masked, ageDays: 6 })).toEqual({
      ...{ gain: 10_000, fromAgeDays: 0, previousGain: null, previousFromAgeDays: 0 },
      wasRecounted: false,
    });
    expect(gainOver(3, { ...masked, ageDays: 6.5, trackedDays: 6.4 })).toMatchObject({
      ...{ gain: 190, fromAgeDays: 0.5 },
    });
    expect(gainOver(3, { ...masked, ageDays: 6.5, doubleDelta: null }).gain).toBeNull();
  });

  it('uses the whole life of a young post when no refresh fell into the window', () => {
    const young = { ...daily, ageDays: 1.8, trackedDays: 1.2, delta: 0 };
    expect(gainOver(1, young)).toMatchObject({ gain: 10_000, fromAgeDays: 0 });
  });

  it('returns no gain when no refresh fell into twice the window', () => {
    expect(gainOver(1, { ...daily, delta: 0, doubleDelta: 0 }).gain).toBeNull();
  });

  it.each([
    ['twice the window', { doubleDelta: 100 }, 38],
    ['a week', { doubleDelta: 100, paceDelta: 100 }, 33],
  ])('covers more days when the gain equals that over %s', (_, changes, fromAgeDays) => {
    expect(gainOver(1, { ...daily, ...changes })).toMatchObject({ gain: 100, fromAgeDays });
  });
});
