import { describe, expect, it } from 'vitest';
import {
  apiDeprecationSchema,
  isDeprecationCheckDue,
} from '../../../utils/state/api-deprecation.ts';
import { NOT_ASKED_YET } from '../../../utils/state/initial-state.ts';
import { DAY, NOW } from '../../builders/time.ts';

describe('isDeprecationCheckDue', () => {
  it.each([
    ['never checked', null, true],
    ['checked just now', NOW, false],
    ['checked a little less than a day ago', NOW - DAY + 1, false],
    ['checked a day ago', NOW - DAY, true],
    ['checked in the future, before the clock was set back', NOW + 1, true],
  ])('for an API %s returns %s', (_, askedAt, isDue) => {
    expect(isDeprecationCheckDue({ ...NOT_ASKED_YET, askedAt }, NOW)).toBe(isDue);
  });

  it('apiDeprecationSchema drops an invalid date and keeps the others', () => {
    const stored = { askedAt: NOW, deprecation: 1e300, sunset: NOW + DAY };
    expect(apiDeprecationSchema.parse(stored)).toEqual({ ...stored, deprecation: null });
  });
});
