import { BASE_WORLD, type WorldSettings } from '../simulation/world.ts';

export interface EvaluationWorld {
  readonly name: string;
  readonly settings: WorldSettings;
  /** Something is injected, so that F1 is a goal. */
  readonly hasHits: boolean;
}

const INJECTED_NOTHING = { newHits: 0, resurgences: 0 } as const;

function world(name: string, changes: Partial<WorldSettings>): EvaluationWorld {
  const settings = { ...BASE_WORLD, ...changes };
  return { name, settings, hasHits: settings.newHits > 0 };
}

/** Every world in which the rules are judged. Each differs from the base world in what its name says. */
export const EVALUATION_WORLDS: readonly EvaluationWorld[] = [
  world('base', {}),
  world('base', { windowDays: 1 }),
  world('base', { windowDays: 30 }),
  world('3-12 posts an account', { postsPerAccount: [3, 12] }),
  world('quality σ 0.5', { qualityDeviation: 0.5 }),
  world('quality σ 1.1', { qualityDeviation: 1.1 }),
  world('decay θ 1.15', { decay: 1.15 }),
  world('decay θ 1.9', { decay: 1.9 }),
  world('quiet', INJECTED_NOTHING),
  world('quiet', { ...INJECTED_NOTHING, windowDays: 1 }),
  world('quiet', { ...INJECTED_NOTHING, windowDays: 30 }),
];
