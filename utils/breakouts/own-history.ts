import type { Measure } from './snapshot.ts';

/** What the extension's own history of counts knows of gains that the API did not give. */
export interface OwnHistory {
  /**
   * How much of the window our own history covers for the post, in days; `null` where the API gave the gain itself. What is covered well enough
   * stands among the deltas (`utils/history/fill-deltas.ts`).
   */
  coveredDays(id: string, windowDays: number, measure: Measure): number | null;
}

/** For deltas that are all the API's own. */
export const NO_OWN_HISTORY: OwnHistory = { coveredDays: () => null };
