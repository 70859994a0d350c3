import type { WindowRanking } from '../breakouts/output/window-ranking.ts';
import { sendCommand } from '../browser/send-command.ts';
import { loadWindowRanking } from './published-database.ts';

let hasAskedForRankings = false;

/**
 * Loads the complete ranking of a window. When it is missing or damaged, asks the worker once to
 * publish rankings again: pages show them when they are published.
 *
 * @returns `null` when it is missing or damaged
 */
export async function loadRanking(
  generation: number,
  windowDays: number,
): Promise<WindowRanking | null> {
  const ranking = await loadWindowRanking(generation, windowDays);
  if (ranking === null && !hasAskedForRankings) {
    hasAskedForRankings = true;
    void sendCommand({ type: 'republish' }).catch(() => undefined);
  }
  return ranking;
}
