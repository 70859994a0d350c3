import type { AccountsPage } from '../creator-audit/accounts.ts';
import type { DeltasResponse } from '../creator-audit/deltas.ts';
import type { Conditional } from '../creator-audit/http/request.ts';
import type { Result } from '../creator-audit/http/result.ts';
import { createProblem } from '../creator-audit/problem/create-problem.ts';
import type { Problem, ProblemKind } from '../creator-audit/problem/problem.ts';
import type { VideoList, VideoPage } from '../creator-audit/video-page.ts';
import type { LibraryManifest } from '../library/library-manifest.ts';
import type { Pause } from '../state/sync-status.ts';
import { applyAccountsPage, applyDeltas, applyPage, planned, restartListCursor } from './apply-response.ts';
import { type Checkpoint, restartWithoutFilters } from './checkpoint.ts';
import { FormerPages } from './former-pages.ts';
import type { ListCursor } from './list-cursor.ts';
import {
  type AccountsRequest,
  type DeltasRequest,
  MAX_IN_FLIGHT,
  nextRequests,
  type PageRequest,
  type SyncRequest,
} from './next-requests.ts';
import { planListing } from './plan-listing.ts';
import { pauseForRateBudget } from './rate-budget.ts';
import {
  isRateLimitCurrent,
  maxUnpersisted,
  type RateLimitState,
  rateLimitAfter,
  shouldPersist,
} from './rate-limit-state.ts';
import type { AccountsPageRecord, FetchedRecord, SyncDeps } from './sync-deps.ts';

/** How a run ended, or why it stopped short. Its checkpoint is stored in each case, but for a cancelled one. */
export type FetchResult =
  | { readonly kind: 'complete'; readonly checkpoint: Checkpoint }
  | { readonly kind: 'problem'; readonly checkpoint: Checkpoint; readonly problem: Problem }
  | { readonly kind: 'pause'; readonly checkpoint: Checkpoint; readonly pause: Pause }
  | { readonly kind: 'cancelled' };

type Stop = { readonly problem: Problem } | { readonly pause: Pause };

type Arrived =
  | { readonly kind: 'accounts'; readonly step: AccountsRequest; readonly outcome: Result<Conditional<AccountsPage>> }
  | { readonly kind: 'page'; readonly step: PageRequest; readonly outcome: Result<VideoPage> }
  | { readonly kind: 'deltas'; readonly step: DeltasRequest; readonly outcome: Result<DeltasResponse> };

/** The longest that the worker itself waits for an API that asks for patience, ms; anything longer goes by alarm. */
const LONGEST_SLEEP_MS = 3000;
/** A million accounts: more than anyone tracks. A accountScan without an end is given up. */
const MOST_SURVEY_PAGES = 5000;

/** What an API says that does not tell the accounts. */
const UNTOLD_ACCOUNTS: ReadonlySet<ProblemKind> = new Set([
  'not-found',
  'refused',
  'insufficient-scope',
  'validation',
  'endless-list',
]);

/** What an API says that does not give a list in parts. */
const REFUSED_PARTS: ReadonlySet<ProblemKind> = new Set(['not-found', 'refused', 'validation']);

/** How often in one go it waits so, before it leaves it to the alarm. */
const MOST_SLEEPS = 2;

/**
 * Fetches the rest of a run from `start` on: first which accounts were refreshed, then what follows from it, pages and deltas beside each
 * other. Each answer is stored with the checkpoint that it led to before another request follows from it, together with those that came
 * while others were being stored: each write waits for the disk. A problem stops new requests; those under way are still waited for and kept.
 *
 * @param ledger what the library holds that the run adds to; `null`: nothing
 * @param onProgress told after every stored step
 * @param isCancelled true once the run is no longer wanted
 */
export async function fetchLibrary(
  world: SyncDeps,
  start: Checkpoint,
  ledger: LibraryManifest | null,
  options: {
    readonly rateSharePercent: number;
    readonly onProgress: (checkpoint: Checkpoint) => Promise<void>;
    readonly isCancelled: () => boolean;
  },
): Promise<FetchResult> {
  let checkpoint = start;
  let ways = await world.readCapabilities();
  let storedWays = ways;
  let stop: Stop | null = null;
  let sleepsLeft = MOST_SLEEPS;
  // Requests that may have been counted although nothing tells so: those of a worker that died, or that got no answer.
  let untold = MAX_IN_FLIGHT + maxUnpersisted(ways.rateLimit);
  let memory = await runMemory(world, start, ledger);
  const inFlight = new Map<SyncRequest, Promise<void>>();
  /** Answers that came while others were being stored. */
  const arrivals: Arrived[] = [];
  let shown: Promise<void> = Promise.resolve();

  for (;;) {
    if (checkpoint.accountScan === null && !checkpoint.isPlanned) {
      checkpoint = await plan(world, checkpoint, ledger);
      await world.library.store(checkpoint, []);
      await options.onProgress(checkpoint);
    }
    for (const step of stop === null ? nextRequests(checkpoint, [...inFlight.keys()]) : []) {
      const isNewPeriod = ways.rateLimit !== null && !isRateLimitCurrent(ways.rateLimit, world.now());
      // A first request finds out what there is of it.
      if (isNewPeriod && inFlight.size > 0) break;
      const pause = pauseForRateBudget(ways.rateLimit, options.rateSharePercent, inFlight.size + untold, world.now());
      if (pause !== null) {
        // While an answer is on its way, what it says of the rate limit is worth waiting for.
        if (inFlight.size === 0) stop = { pause };
        break;
      }
      const made = make(world, checkpoint, memory, step).then((arrived) => void arrivals.push(arrived));
      // Should storage fail, the first rejection ends the run, and no further one may go unhandled.
      made.catch(() => undefined);
      inFlight.set(step, made);
    }
    if (inFlight.size === 0) break;

    await Promise.race(inFlight.values());
    if (options.isCancelled()) return { kind: 'cancelled' };
    const arrived = arrivals.splice(0);
    const former = checkpoint;
    const brought: FetchedRecord[] = [];
    let sleepMs = 0;
    let rateLimit: RateLimitState | null = ways.rateLimit;
    let startsOver = false;
    for (const answer of arrived) {
      inFlight.delete(answer.step);
      const told = answer.outcome.rateLimit;
      untold = told === null ? MAX_IN_FLIGHT : 0;
      if (told !== null) rateLimit = rateLimitAfter(rateLimit, told, world.now());
      if (startsOver) continue;
      const absorbed = await absorb(world, checkpoint, answer, memory);
      if (absorbed.ok) {
        checkpoint = absorbed.checkpoint;
        brought.push(...absorbed.brought);
        continue;
      }
      const { problem } = absorbed;
      const mended = problem === 'no-parts' ? 'start-over' : mend(checkpoint, answer, problem);
      if (problem === 'no-parts' || mended === 'start-over') startsOver = true;
      else if (mended !== null) checkpoint = mended;
      else if (problem.retryAfterMs !== null && problem.retryAfterMs <= LONGEST_SLEEP_MS && sleepsLeft > 0) {
        sleepsLeft -= 1;
        sleepMs = Math.max(sleepMs, problem.retryAfterMs);
      } else {
        if (answer.kind === 'accounts' && problem.kind === 'unexpected-response') checkpoint = doubted(checkpoint);
        stop ??= { problem };
      }
    }
    if (startsOver) {
      // What else has come, or is on its way, belongs to the run that is given up.
      await Promise.allSettled(inFlight.values());
      inFlight.clear();
      arrivals.length = 0;
      untold = MAX_IN_FLIGHT;
      brought.length = 0;
      checkpoint = restartWithoutFilters(checkpoint);
      memory = await runMemory(world, checkpoint, ledger);
    }
    const { deltasByGet } = checkpoint;
    ways = { deltasByGet, rateLimit };
    const learned =
      deltasByGet !== storedWays.deltasByGet || (rateLimit !== null && shouldPersist(storedWays.rateLimit, rateLimit));
    if (learned) storedWays = ways;
    // Side by side, for each of them waits for the disk.
    await Promise.all([
      checkpoint === former ? null : world.library.store(checkpoint, brought),
      learned ? world.writeCapabilities(ways) : null,
      shown,
    ]);
    if (checkpoint !== former) {
      shown = options.onProgress(checkpoint);
      // Waited for with the next answers, or in the end.
      shown.catch(() => undefined);
    }
    if (sleepMs > 0) await world.sleep(sleepMs);
  }
  await Promise.all([shown, ways.rateLimit === storedWays.rateLimit ? null : world.writeCapabilities(ways)]);
  return stop === null
    ? { kind: 'complete', checkpoint }
    : 'pause' in stop
      ? { kind: 'pause', checkpoint, pause: stop.pause }
      : { kind: 'problem', checkpoint, problem: stop.problem };
}

/** What a run has to remember while it goes on; all of it can be read from the library again. */
interface RunMemory {
  /** Ids of the posts listed so far. */
  readonly knownIds: ReadonlyMap<VideoList, Set<string>>;
  /** The accounts as the last accountScan was told of them. */
  readonly formerAccountPages: FormerPages;
  /** The last refresh of each post when its deltas were asked for last. */
  lastDeltaRequestTimes(): Promise<ReadonlyMap<string, number | null>>;
}

async function runMemory(
  { library }: SyncDeps,
  { run }: Checkpoint,
  ledger: LibraryManifest | null,
): Promise<RunMemory> {
  let asked: Promise<ReadonlyMap<string, number | null>> | undefined;
  return {
    knownIds: await library.idsOf(run),
    formerAccountPages: new FormerPages(
      ledger?.accountsRun == null ? null : library.accountPagesOf(ledger.accountsRun),
    ),
    lastDeltaRequestTimes() {
      // A library of one run has deltas of nothing but what that run has listed.
      asked ??= ledger === null ? Promise.resolve(new Map()) : library.lastDeltaRequestTimes();
      return asked;
    },
  };
}

async function plan(
  { library, now }: SyncDeps,
  checkpoint: Checkpoint,
  ledger: LibraryManifest | null,
): Promise<Checkpoint> {
  const canScan = checkpoint.useFilters && !checkpoint.accountsUnavailable;
  const pages = canScan ? library.accountPagesOf(checkpoint.run) : null;
  return planned(checkpoint, await planListing(ledger, pages, checkpoint.lists, now()));
}

async function make(world: SyncDeps, { windows }: Checkpoint, memory: RunMemory, step: SyncRequest): Promise<Arrived> {
  switch (step.kind) {
    case 'accounts': {
      const known = await knownPage(memory, step);
      return { kind: 'accounts', step, outcome: await world.fetchAccounts(step.cursor, known?.etag ?? null) };
    }
    case 'deltas':
      return { kind: 'deltas', step, outcome: await world.fetchDeltas(step.ids, windows, step.byGet) };
    case 'page': {
      const { accountId, cursor, order, pages } = step.walk;
      const includeTotal = pages === 0 && accountId === null && order !== 'earliest-first';
      return { kind: 'page', step, outcome: await world.fetchPage(step.walk, cursor, includeTotal) };
    }
  }
}

async function knownPage(
  { formerAccountPages }: RunMemory,
  { page, cursor }: AccountsRequest,
): Promise<AccountsPageRecord | null> {
  const known = await formerAccountPages.at(page);
  return known?.cursor === cursor ? known : null;
}

type Absorbed =
  | { readonly ok: true; readonly checkpoint: Checkpoint; readonly brought: readonly FetchedRecord[] }
  | { readonly ok: false; readonly problem: Problem | 'no-parts' };

/** What has arrived, as it is to be stored, and the checkpoint that it leads to. */
async function absorb(world: SyncDeps, checkpoint: Checkpoint, arrived: Arrived, memory: RunMemory): Promise<Absorbed> {
  const record = checkpoint.nextRecord;
  switch (arrived.kind) {
    case 'accounts': {
      if (!arrived.outcome.ok) return arrived.outcome;
      const page = await surveyedPage(arrived.outcome.value, arrived.step, memory);
      const reached = applyAccountsPage(checkpoint, page);
      if (reached.accountScan !== null && reached.accountScan.pages >= MOST_SURVEY_PAGES) {
        return { ok: false, problem: createProblem('endless-list') };
      }
      return { ok: true, checkpoint: reached, brought: [{ kind: 'accounts', record, page }] };
    }
    case 'deltas': {
      if (!arrived.outcome.ok) return arrived.outcome;
      const { ids } = arrived.step;
      const answered = new Set(ids);
      const asked = checkpoint.pending.filter(([id]) => answered.has(id));
      const brought = [{ kind: 'deltas' as const, record, asked, answer: arrived.outcome.value }];
      return { ok: true, checkpoint: applyDeltas(checkpoint, ids), brought };
    }
    case 'page': {
      if (!arrived.outcome.ok) return arrived.outcome;
      const { walk } = arrived.step;
      const page = arrived.outcome.value;
      const known = memory.knownIds.get(walk.list) ?? new Set();
      const need = await needDeltas(world, checkpoint, walk, page, memory);
      const absorbed = applyPage(checkpoint, walk, page, known, (id) => need.has(id));
      switch (absorbed.kind) {
        case 'problem':
          return { ok: false, problem: absorbed.problem };
        case 'no-parts':
          return { ok: false, problem: 'no-parts' };
        case 'parted':
          return { ok: true, checkpoint: absorbed.checkpoint, brought: [] };
        case 'kept': {
          const { newPosts: posts, pending } = absorbed;
          for (const { id } of posts) known.add(id);
          const page = { kind: 'page' as const, record, listing: walk.accountId ?? walk.list, posts, pending };
          return { ok: true, checkpoint: absorbed.checkpoint, brought: [page] };
        }
      }
    }
  }
}

/** The page as it was told, or as it was last time if the API says that it is the same. */
async function surveyedPage(
  answer: Conditional<AccountsPage>,
  step: AccountsRequest,
  memory: RunMemory,
): Promise<AccountsPageRecord> {
  if (answer.isChanged) return { cursor: step.cursor, etag: answer.etag, ...answer.value };
  return (await knownPage(memory, step)) ?? { cursor: step.cursor, etag: null, accounts: [], nextCursor: null };
}

/** Those posts of a page that were refreshed since their deltas were asked for, but for what our own history tells, and what the other list had. */
async function needDeltas(
  world: SyncDeps,
  { windows }: Checkpoint,
  { accountId, list }: ListCursor,
  { posts }: VideoPage,
  memory: RunMemory,
): Promise<ReadonlySet<string>> {
  const asked = await memory.lastDeltaRequestTimes();
  const inOtherList = memory.knownIds.get(list === 'videos' ? 'account-videos' : 'videos');
  const moved = posts.filter(
    ({ id, lastRefreshedAt }) =>
      (lastRefreshedAt === null || asked.get(id) !== lastRefreshedAt) && !inOtherList?.has(id),
  );
  // The posts of one account stand together in the history; those of a sweep would need all of it at every page.
  const covered =
    accountId === null || moved.length === 0 ? new Set() : await world.postsCoveredByHistory(moved, windows);
  return new Set(moved.map(({ id }) => id).filter((id) => !covered.has(id)));
}

/**
 * The checkpoint from which the same work can go on in another way; `null` when there is none. A key that may not `POST` asks by `GET`; a
 * cursor that is refused may be one that the API no longer knows, and its walk is made once more from the start; parts of lists that are
 * refused are not asked for again; an API that does not tell the accounts has its lists walked as a whole.
 */
function mend(checkpoint: Checkpoint, { kind, step }: Arrived, problem: Problem): Checkpoint | 'start-over' | null {
  switch (kind) {
    case 'deltas': {
      return problem.kind === 'insufficient-scope' && !(step as DeltasRequest).byGet
        ? { ...checkpoint, deltasByGet: true }
        : null;
    }
    case 'accounts': {
      const isDoubted = problem.kind === 'unexpected-response' && (checkpoint.accountScan?.parseFailures ?? 0) > 0;
      return isDoubted || UNTOLD_ACCOUNTS.has(problem.kind)
        ? { ...checkpoint, accountScan: null, accountsUnavailable: true }
        : null;
    }
    case 'page': {
      const { walk } = step as PageRequest;
      if (walk.cursor !== null) {
        return problem.kind === 'validation' && !walk.wasRestarted ? restartListCursor(checkpoint, walk) : null;
      }
      const isPart = walk.accountId !== null || walk.platform !== null || walk.order !== 'own';
      return isPart && REFUSED_PARTS.has(problem.kind) ? 'start-over' : null;
    }
  }
}

/** What an answer looks like that was not understood: the next attempt at the accountScan will do without it. */
function doubted(checkpoint: Checkpoint): Checkpoint {
  const { accountScan } = checkpoint;
  return accountScan === null
    ? checkpoint
    : { ...checkpoint, accountScan: { ...accountScan, parseFailures: accountScan.parseFailures + 1 } };
}
