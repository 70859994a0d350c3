import type { Settings } from '../../settings/settings.ts';

/** The sensitivity of the rule: one of the presets, or the user's own thresholds. */
export type Sensitivity =
  | 'sensitive'
  | 'balanced'
  | 'quiet'
  | {
      readonly kind: 'custom';
      /** Times the usual. */
      readonly multiple: number;
      /** Views per 7 days; scaled to the window. */
      readonly minimumGain: number;
    };

/** The thresholds that a breakout must reach. */
export interface Thresholds {
  /** Times the usual of its age on its account; compared with the strength. */
  readonly multiple: number;
  /** Standard deviations of the account's scatter. */
  readonly z: number;
  /** Views gained in the window. */
  readonly minimumGain: number;
}

/** The part of each threshold down to which a former breakout stays one: in at 5, out below 4. */
export const HYSTERESIS_RATIO = 0.8;

const PRESETS = {
  sensitive: { multiple: 3, z: 0.75, minimumGain: () => 50 },
  balanced: { multiple: 5, z: 1, minimumGain: () => 100 },
  quiet: { multiple: 5, z: 2, minimumGain: (windowDays: number) => (1000 * windowDays) / 7 },
} as const;

/**
 * Returns the thresholds of a sensitivity for one window (days). The user's own have none for the
 * scatter.
 */
export function thresholdsOf(sensitivity: Sensitivity, windowDays: number): Thresholds {
  if (typeof sensitivity === 'string') {
    const { multiple, z, minimumGain } = PRESETS[sensitivity];
    return { multiple, z, minimumGain: minimumGain(windowDays) };
  }
  const { multiple, minimumGain } = sensitivity;
  return { multiple, z: 0, minimumGain: (minimumGain * windowDays) / 7 };
}

/** Returns the sensitivity of the settings. */
export function sensitivityOf(
  settings: Pick<Settings, 'sensitivity' | 'customMultiple' | 'customMinimumGain'>,
): Sensitivity {
  const { sensitivity, customMultiple, customMinimumGain } = settings;
  if (sensitivity !== 'custom') return sensitivity;
  return { kind: 'custom', multiple: customMultiple, minimumGain: customMinimumGain };
}
