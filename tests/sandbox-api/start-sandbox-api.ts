import { SeededRandom } from '../simulation/random.ts';
import { type ApiKey, SCOPES } from './api-key.ts';
import type { DeltaShape } from './delta-shape.ts';
import { FaultPlan } from './fault-plan.ts';
import { type HandMadePost, handMadePost } from './hand-made-post.ts';
import { type HeldRequest, HeldRequests, type HoldQueue } from './held-requests.ts';
import { Library } from './library.ts';
import { LISTS, type ListName } from './library-post.ts';
import { TRYING_TEXTS } from './library-texts.ts';
import { LOOPBACK, LoopbackServer } from './loopback-server.ts';
import { RateLimiter, type RateLimitRule } from './rate-limiter.ts';
import { requestHandler } from './request-handler.ts';
import type { LoggedRequest, RequestMatcher } from './request-log.ts';
import { SandboxClock } from './sandbox-clock.ts';
import { SandboxData } from './sandbox-data.ts';
import type { SandboxState } from './sandbox-state.ts';
import { type LibrarySize, seededLibrary } from './seeded-library.ts';
import { SHOWROOM_TEXTS } from './showroom-texts.ts';
import { makeTlsCertificate, type TlsCertificate } from './tls-certificate.ts';

/** The default organization and key of a sandbox. */
const SANDBOX_ORGANIZATION = '5a4db0c5-0000-4000-8000-000000000001';
const SANDBOX_KEY = 'ca_sandbox_4f1d8c2b7e9a';

const FAULT_STREAM = 111;
const LATENCY_STREAM = 112;

/** The options of a sandbox. Everything has a default; most of it can be changed later. */
export interface SandboxOptions extends LibrarySize {
  /** The seed of everything random. Default 1. */
  readonly seed?: number;
  /**
   * Gives the seeded library names and captions as creators write them, for pictures and the demo,
   * in place of those that are hard to show. Default false.
   */
  readonly isShowroom?: boolean;
  /** Posts defined by a test. Default: a seeded library. */
  readonly library?: readonly HandMadePost[];
  /** ms since epoch. Default: the system's clock. */
  readonly now?: () => number;
  /** Default 0: the system chooses. */
  readonly port?: number;
  /** HTTPS with a fresh certificate for the API's host. Default false. */
  readonly tls?: boolean;
  /** True if connections are kept open between requests. Default true. */
  readonly keepAlive?: boolean;
  /** The latency of each response, ms: a number, or a range to draw from. Default 0. */
  readonly latencyMs?: number | { readonly from: number; readonly to: number };
  /**
   * Default: one key, {@link SANDBOX_KEY}, with every scope. Missing fields of a key are taken from
   * it.
   */
  readonly keys?: readonly Partial<ApiKey>[];
  /** Default 600 requests in 60 s. */
  readonly rateLimit?: RateLimitRule;
  /** Default `map`. */
  readonly deltaShape?: DeltaShape;
  /** Default both. */
  readonly listsWithDeltas?: readonly ListName[];
  /** Default true. */
  readonly deltasNeedWrite?: boolean;
}

/** A running simulation of the CreatorAudit API. */
export interface Sandbox {
  /**
   * Origin without a slash at the end, such as `http://127.0.0.1:1234`; the API's paths begin with
   * `/v2` after it.
   */
  readonly url: string;
  readonly port: number;
  /** `null` without TLS. */
  readonly certificate: TlsCertificate | null;
  /** The first key. */
  readonly key: string;
  /** Every request so far, in the order of arrival. */
  readonly requests: readonly LoggedRequest[];
  clearRequests(): void;
  readonly faults: FaultPlan;
  /** Holds the next request that the matcher selects. Resolves on its arrival. */
  hold(matcher?: RequestMatcher): Promise<HeldRequest>;
  /** Holds every request that the matcher selects. */
  holdAll(matcher?: RequestMatcher): HoldQueue;
  /** Refuses connections until {@link Sandbox.listenAgain}, on the same port. */
  stopListening(): Promise<void>;
  listenAgain(): Promise<void>;
  /** ms since epoch, by the sandbox's clock. */
  now(): number;
  advanceTime(ms: number): void;
  setTime(time: number): void;
  /** The data of the first organization, for tests that compute what should be shown. */
  readonly data: SandboxData;
  /** Adds a key, or changes the one with the same secret. */
  setKey(key: Partial<ApiKey> & Pick<ApiKey, 'key'>): void;
  /** Deletes a key: 401 from now on. */
  deleteKey(key: string): void;
  /** Adds an organization with these posts; give it a key with {@link Sandbox.setKey}. */
  addOrganization(organizationId: string, posts: readonly HandMadePost[]): SandboxData;
  setRateLimit(rule: RateLimitRule): void;
  setDeltaShape(shape: DeltaShape): void;
  /** The other options that can be changed between requests. */
  readonly state: Pick<
    SandboxState,
    'listsWithDeltas' | 'deltasNeedWrite' | 'retryAfterFormat' | 'apiDeprecation' | 'hasOverview'
  >;
  /** Expires all cursors so far: they get 422. */
  expireCursors(): void;
  /** Closes all connections and stops. */
  close(): Promise<void>;
}

function completeKey(key: Partial<ApiKey>): ApiKey {
  return {
    key: SANDBOX_KEY,
    name: 'Sandbox key',
    organizationId: SANDBOX_ORGANIZATION,
    scopes: SCOPES,
    isDisabled: false,
    ...key,
  };
}

/** Starts a sandbox on loopback. @throws when the port is taken. */
export async function startSandboxApi(options: SandboxOptions = {}): Promise<Sandbox> {
  const seed = options.seed ?? 1;
  const clock = new SandboxClock(options.now);
  const limiter = new RateLimiter(options.rateLimit ?? { limit: 600, periodS: 60 });
  const texts = options.isShowroom ? SHOWROOM_TEXTS : TRYING_TEXTS;
  const posts =
    options.library?.map(handMadePost) ?? seededLibrary(seed, clock.now(), options, texts);
  const library = new Library(SANDBOX_ORGANIZATION, posts);
  const state: SandboxState = {
    clock,
    limiter,
    libraries: new Map([[library.organizationId, library]]),
    keys: (options.keys ?? [{}]).map(completeKey),
    deltaShape: options.deltaShape ?? 'map',
    listsWithDeltas: options.listsWithDeltas ?? LISTS,
    deltasNeedWrite: options.deltasNeedWrite ?? true,
    retryAfterFormat: 'seconds',
    hasOverview: true,
    apiDeprecation: { deprecation: null, sunset: null },
    cursorEpoch: 0,
  };
  const requests: LoggedRequest[] = [];
  const faultDice = new SeededRandom(seed, FAULT_STREAM);
  const faults = new FaultPlan(() => faultDice.next());
  const holds = new HeldRequests();
  const latency = options.latencyMs ?? 0;
  const latencyDice = new SeededRandom(seed, LATENCY_STREAM);
  const latencyMs = () =>
    typeof latency === 'number' ? latency : latencyDice.uniform(latency.from, latency.to);
  const certificate = options.tls ? await makeTlsCertificate() : null;
  const keepAlive = options.keepAlive ?? true;
  const listener = requestHandler({ state, log: requests, faults, holds, latencyMs, keepAlive });
  const server = new LoopbackServer(listener, options.port ?? 0, certificate);
  await server.listen();
  return {
    url: `${certificate ? 'https' : 'http'}://${LOOPBACK}:${server.port}`,
    port: server.port,
    certificate,
    key: state.keys[0]?.key ?? '',
    requests,
    clearRequests: () => {
      requests.length = 0;
    },
    faults,
    hold: (matcher = {}) => holds.holdOne(matcher),
    holdAll: (matcher = {}) => holds.holdAll(matcher),
    stopListening: () => server.stop(),
    listenAgain: () => server.listen(),
    now: clock.now,
    advanceTime: (ms) => clock.advance(ms),
    setTime: (time) => clock.set(time),
    data: new SandboxData(library, clock),
    setKey: (key) => {
      const known = state.keys.find((candidate) => candidate.key === key.key);
      const others = state.keys.filter((candidate) => candidate !== known);
      state.keys = [...others, completeKey({ ...known, ...key })];
    },
    deleteKey: (key) => {
      state.keys = state.keys.filter((candidate) => candidate.key !== key);
    },
    addOrganization: (organizationId, posts) => {
      const added = new Library(organizationId, posts.map(handMadePost));
      state.libraries.set(organizationId, added);
      return new SandboxData(added, clock);
    },
    setRateLimit: (rule) => {
      limiter.rule = rule;
      limiter.reset();
    },
    setDeltaShape: (shape) => {
      state.deltaShape = shape;
    },
    state,
    expireCursors: () => {
      state.cursorEpoch += 1;
    },
    close: async () => {
      holds.stopAll();
      await server.stop();
    },
  };
}
