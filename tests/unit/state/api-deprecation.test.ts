import { describe, expect, it } from 'vitest';
import { apiDeprecationSchema, isDeprecationCheckDue } from '../../../utils/state/api-deprecation.ts';
import { NOT_ASKED_YET } from '../../../utils/state/initial-state.ts';
import { DAY, NOW } from '../../builders/moments.ts';

describe('asking whether the API is being retired', () => {
  it.each([
    ['never asked', null, true],
    ['asked just now', NOW, false],
    ['asked a little less than a day ago', NOW - DAY + 1, false],
    ['asked a day ago', NOW - DAY, true],
    ['asked in the future, by a clock that was set back since', NOW + 1, true],
  ])('%s: due is %s', (_, askedAt, isDue) => {
    expect(isDeprecationCheckDue({ ...NOT_ASKED_YET, askedAt }, NOW)).toBe(isDue);
  });

  it('forgets a date that cannot be one, and keeps the others', () => {
    const stored = { askedAt: NOW, deprecation: 1e300, sunset: NOW + DAY };
    expect(apiDeprecationSchema.parse(stored)).toEqual({ ...stored, deprecation: null });
  });
});
