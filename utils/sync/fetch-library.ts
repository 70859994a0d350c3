import { type DeltasAnswer, readOnlyKeyNeedsGet } from '../creator-audit/deltas.ts';
import type { Outcome } from '../creator-audit/outcome.ts';
import type { Problem } from '../creator-audit/problem.ts';
import type { VideoPage } from '../creator-audit/video-page.ts';
import { absorbDeltas, absorbPage, restartWalk } from './absorb-answer.ts';
import type { Checkpoint } from './checkpoint.ts';
import { isRateLimitCurrent, rateLimitAfter } from './known-rate-limit.ts';
import { type DeltasStep, MOST_IN_FLIGHT, nextSteps, type PageStep, type Step } from './next-step.ts';
import { pauseForRateShare } from './rate-share.ts';
import type { Pause } from './sync-status.ts';
import type { ApiWays, SyncWorld } from './sync-world.ts';

/** How a run ended, or why it stopped short. Its checkpoint is stored in each case, but for a cancelled one. */
export type FetchResult =
  | { readonly kind: 'complete'; readonly checkpoint: Checkpoint }
  | { readonly kind: 'problem'; readonly checkpoint: Checkpoint; readonly problem: Problem }
  | { readonly kind: 'pause'; readonly checkpoint: Checkpoint; readonly pause: Pause }
  | { readonly kind: 'cancelled' };

type Stop = { readonly problem: Problem } | { readonly pause: Pause };

type Arrived =
  | { readonly kind: 'page'; readonly step: PageStep; readonly outcome: Outcome<VideoPage> }
  | { readonly kind: 'deltas'; readonly step: DeltasStep; readonly outcome: Outcome<DeltasAnswer> };

/** The longest that the worker itself waits for an API that asks for patience, ms; anything longer goes by alarm. */
const LONGEST_SLEEP_MS = 3000;
/** How often in one go it waits so, before it leaves it to the alarm. */
const MOST_SLEEPS = 2;

/**
 * Fetches the rest of a run from `start` on: pages and deltas beside each other, each answer stored with the checkpoint that it led to
 * before another request follows from it. A problem stops new requests; those under way are still waited for and kept.
 *
 * @param onProgress told after every stored step
 * @param isCancelled true once the run is no longer wanted
 */
export async function fetchLibrary(
  world: SyncWorld,
  start: Checkpoint,
  options: {
    readonly rateSharePercent: number;
    readonly onProgress: (checkpoint: Checkpoint) => Promise<void>;
    readonly isCancelled: () => boolean;
  },
): Promise<FetchResult> {
  let checkpoint = start;
  let ways = await world.readApiWays();
  let stop: Stop | null = null;
  let sleepsLeft = MOST_SLEEPS;
  // Requests that may have been counted although no answer has told so: those of a worker that died, or that got no answer.
  let untold = MOST_IN_FLIGHT;
  const knownIds = await world.library.idsOf(start.run);
  const inFlight = new Map<Step, Promise<Arrived>>();

  const learn = async (changes: Partial<ApiWays>) => {
    ways = { ...ways, ...changes };
    await world.writeApiWays(ways);
  };

  for (;;) {
    for (const step of stop === null ? nextSteps(checkpoint, [...inFlight.keys()]) : []) {
      const isNewPeriod = ways.rateLimit !== null && !isRateLimitCurrent(ways.rateLimit, world.now());
      // A first request finds out what there is of it.
      if (isNewPeriod && inFlight.size > 0) break;
      const pause = pauseForRateShare(ways.rateLimit, options.rateSharePercent, inFlight.size + untold, world.now());
      if (pause !== null) {
        // While an answer is on its way, what it says of the rate limit is worth waiting for.
        if (inFlight.size === 0) stop = { pause };
        break;
      }
      const made = make(world, checkpoint, step);
      // Should storage fail, the first rejection ends the run, and no further one may go unhandled.
      made.catch(() => undefined);
      inFlight.set(step, made);
    }
    if (inFlight.size === 0) break;

    const arrived = await Promise.race(inFlight.values());
    inFlight.delete(arrived.step);
    if (options.isCancelled()) return { kind: 'cancelled' };
    const { rateLimit } = arrived.outcome;
    untold = rateLimit === null ? MOST_IN_FLIGHT : 0;
    if (rateLimit !== null) await learn({ rateLimit: rateLimitAfter(ways.rateLimit, rateLimit, world.now()) });

    const absorbed = await absorb(world, checkpoint, arrived, knownIds);
    if (absorbed.ok) {
      checkpoint = absorbed.checkpoint;
      await options.onProgress(checkpoint);
      continue;
    }
    const { problem } = absorbed;
    const mended = mend(checkpoint, arrived, problem);
    if (mended !== null) {
      checkpoint = mended;
      await world.library.storeCheckpoint(checkpoint);
      if (checkpoint.deltasByGet !== ways.deltasByGet) await learn({ deltasByGet: checkpoint.deltasByGet });
    } else if (problem.retryAfterMs !== null && problem.retryAfterMs <= LONGEST_SLEEP_MS && sleepsLeft > 0) {
      sleepsLeft -= 1;
      await world.sleep(problem.retryAfterMs);
    } else {
      stop ??= { problem };
    }
  }
  return stop === null
    ? { kind: 'complete', checkpoint }
    : 'pause' in stop
      ? { kind: 'pause', checkpoint, pause: stop.pause }
      : { kind: 'problem', checkpoint, problem: stop.problem };
}

async function make(world: SyncWorld, { windows }: Checkpoint, step: Step): Promise<Arrived> {
  if (step.kind === 'deltas') {
    return { kind: 'deltas', step, outcome: await world.fetchDeltas(step.ids, windows, step.byGet) };
  }
  const { list, cursor, pages } = step.walk;
  return { kind: 'page', step, outcome: await world.fetchPage(list, cursor, pages === 0) };
}

type Absorbed =
  | { readonly ok: true; readonly checkpoint: Checkpoint }
  | { readonly ok: false; readonly problem: Problem };

/** Stores what has arrived, together with the checkpoint that it leads to. */
async function absorb(
  { library }: SyncWorld,
  checkpoint: Checkpoint,
  arrived: Arrived,
  knownIds: Set<string>,
): Promise<Absorbed> {
  if (!arrived.outcome.ok) return arrived.outcome;
  if (arrived.kind === 'deltas') {
    const reached = absorbDeltas(checkpoint, arrived.step.ids, arrived.outcome.value);
    await library.storeDeltas(reached, checkpoint.nextRecord, arrived.outcome.value.byPost);
    return { ok: true, checkpoint: reached };
  }
  const absorbed = absorbPage(checkpoint, arrived.step.walk, arrived.outcome.value, knownIds);
  if (!absorbed.ok) return absorbed;
  await library.storePage(absorbed.checkpoint, checkpoint.nextRecord, absorbed.newPosts);
  for (const { id } of absorbed.newPosts) knownIds.add(id);
  return absorbed;
}

/**
 * The checkpoint from which the same work can go on in another way; `null` when there is none. A key that may not `POST` asks by `GET`; a
 * cursor that is refused may be one that the API no longer knows, and its list is walked once more from the start.
 */
function mend(checkpoint: Checkpoint, { step }: Arrived, problem: Problem): Checkpoint | null {
  if (step.kind === 'deltas') {
    return readOnlyKeyNeedsGet(problem) && !step.byGet ? { ...checkpoint, deltasByGet: true } : null;
  }
  const isRestartable = step.walk.cursor !== null && !step.walk.wasRestarted;
  return problem.kind === 'validation' && isRestartable ? restartWalk(checkpoint, step.walk) : null;
}
