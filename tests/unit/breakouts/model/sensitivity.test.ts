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

  it('has fixed thresholds for the presets; the gain of the quiet one is by the week', () => {
    expect(thresholdsOf('sensitive', 30)).toEqual({ multiple: 3, z: 0.75, minimumGain: 50 });
    expect(thresholdsOf('balanced', 30)).toEqual({ multiple: 5, z: 1, minimumGain: 100 });
    expect(thresholdsOf('quiet', 7)).toEqual({ multiple: 5, z: 2, minimumGain: 1000 });
    expect(thresholdsOf('quiet', 14).minimumGain).toBe(2000);
    const custom = { kind: 'custom', multiple: 4, minimumGain: 700 } as const;
    expect(thresholdsOf(custom, 14)).toEqual({ multiple: 4, z: 0, minimumGain: 1400 });
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
