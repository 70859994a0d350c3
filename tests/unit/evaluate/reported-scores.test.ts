import { expect, it } from 'vitest';
import { EVALUATION_WORLDS } from '../../evaluate/evaluation-worlds.ts';
import { REPORTED_SCORES } from '../../evaluate/reported-scores.ts';

it('has a reported figure of every world', () => {
  const named = EVALUATION_WORLDS.map(
    ({ name, settings }) => `${name}, w = ${settings.windowDays}`,
  );
  expect(REPORTED_SCORES.map(({ name, window }) => `${name}, w = ${window}`).sort()).toEqual(
    named.sort(),
  );
});
