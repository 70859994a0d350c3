import type { Settings } from '../../settings/settings.ts';

/** How easily a post counts as a breakout: one of the presets, or the user's own thresholds. */
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

/** What a post must reach to be a breakout. */
export interface Thresholds {
  /** Times what is usual for its age on its account; compared with a judgement's strength. */
  readonly multiple: number;
  /** Standard deviations of the account's scatter. */
  readonly z: number;
  /** Views gained in the window. */
  readonly minimumGain: number;
}

/**
 * A post that was a breakout at the last ranking stays one down to this part of each threshold: in
 * at 5, out below 4.
 */
export const HYSTERESIS_RATIO = 0.8;

const PRESETS = {
  sensitive: { multiple: 3, z: 0.75, minimumGain: () => 50 },
  balanced: { multiple: 5, z: 1, minimumGain: () => 100 },
  quiet: { multiple: 5, z: 2, minimumGain: (windowDays: number) => (1000 * windowDays) / 7 },
} as const;

/**
 * The thresholds of a sensitivity for one window (days). The user's own ask nothing of the scatter.
 */
export function thresholdsOf(sensitivity: Sensitivity, windowDays: number): Thresholds {
  if (typeof sensitivity === 'string') {
    const { multiple, z, minimumGain } = PRESETS[sensitivity];
    return { multiple, z, minimumGain: minimumGain(windowDays) };
  }
  const { multiple, minimumGain } = sensitivity;
  return { multiple, z: 0, minimumGain: (minimumGain * windowDays) / 7 };
}

/** The sensitivity that the settings ask for. */
export function sensitivityOf(
  settings: Pick<Settings, 'sensitivity' | 'customMultiple' | 'customMinimumGain'>,
): Sensitivity {
  const { sensitivity, customMultiple, customMinimumGain } = settings;
  if (sensitivity !== 'custom') return sensitivity;
  return { kind: 'custom', multiple: customMultiple, minimumGain: customMinimumGain };
}
