import { describe, expect, it } from 'vitest';
import { sensitivityOf, thresholdsOf } from '../../../../utils/breakouts/model/sensitivity.ts';

describe('thresholdsOf', () => {
  it('returns the preset or the custom values of the user', () => {
    const own = { customMultiple: 4, customMinimumGain: 700 };
    expect(sensitivityOf({ sensitivity: 'quiet', ...own })).toBe('quiet');
    expect(sensitivityOf({ sensitivity: 'custom', ...own })).toEqual({
      kind: 'custom',
      multiple: 4,
      minimumGain: 700,
    });
  });

  it('scales the custom minimum gain to the window', () => {
    const sensitivity = { kind: 'custom', multiple: 4, minimumGain: 700 } as const;
    expect(thresholdsOf(sensitivity, 7).minimumGain).toBe(700);
    expect(thresholdsOf(sensitivity, 30).minimumGain).toBe(3000);
  });

  it.each([1, 7, 30])('never lowers a threshold from sensitive to quiet, over %i days', (days) => {
    const [sensitive, balanced, quiet] = (['sensitive', 'balanced', 'quiet'] as const).map((one) =>
      thresholdsOf(one, days),
    );
    for (const key of ['multiple', 'z', 'minimumGain'] as const) {
      expect(sensitive?.[key]).toBeLessThanOrEqual(balanced?.[key] ?? 0);
      expect(balanced?.[key]).toBeLessThanOrEqual(quiet?.[key] ?? 0);
    }
  });
});
