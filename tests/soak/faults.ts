import type { SeededRandom } from '../simulation/random.ts';
import type { Spell } from './month.ts';

/** A request fails with this chance in a flaky spell. */
const CHANCE_OF_FAILURE = 0.3;
/**
 * The extension aborts a request after this time, ms (`REQUEST_TIMEOUT_MS`): real timers do not run
 * here.
 */
const TIME_OUT_MS = 20_000;

/** The conditions of a failure. */
interface TroubledApi {
  readonly dice: SeededRandom;
  /** The time of the API's clock, ms since epoch. */
  readonly trueNow: number;
}

/** A failure as it comes over the wire. */
export type Failure = (api: TroubledApi) => {
  readonly afterMs: number;
  readonly answer: () => Response;
};

const TROUBLE: readonly Failure[] = [
  // Slow down: a moment, some minutes, an hour and more.
  ({ dice }) =>
    answerOf(429, problem('RATE_LIMITED'), { 'Retry-After': String(dice.integer(1, 3)) }),
  ({ dice }) =>
    answerOf(429, problem('RATE_LIMITED'), { 'Retry-After': String(dice.integer(60, 5400)) }),
  ({ dice, trueNow }) =>
    answerOf(429, problem('RATE_LIMITED'), {
      'Retry-After': new Date(trueNow + dice.integer(10, 900) * 1000).toUTCString(),
    }),
  () => answerOf(500, problem('INTERNAL_ERROR')),
  () => answerOf(503, problem('SERVICE_UNAVAILABLE')),
  () => answerOf(502, '<html><h1>Bad gateway</h1></html>', { 'Content-Type': 'text/html' }),
  () =>
    answerOf(200, '<html>Sign in to the hotel’s network</html>', { 'Content-Type': 'text/html' }),
  () => answerOf(200, '{"data":"soon","pagination":[]}'),
  // Hangs.
  () => ({
    afterMs: TIME_OUT_MS,
    answer: () => {
      throw new DOMException('The operation timed out.', 'TimeoutError');
    },
  }),
  unreachable,
  // Cut off in the middle of the body.
  () => ({
    afterMs: 300,
    answer: () => {
      const body = new ReadableStream({
        pull(controller) {
          controller.enqueue(new TextEncoder().encode('{"data":[{"id":"po'));
          controller.error(new TypeError('network error'));
        },
      });
      return new Response(body, { headers: { 'Content-Type': 'application/json' } });
    },
  }),
];

/** No connection comes about at all. */
export function unreachable(): ReturnType<Failure> {
  return {
    afterMs: 100,
    answer: () => {
      throw new TypeError('Failed to fetch');
    },
  };
}

function answerOf(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): ReturnType<Failure> {
  return { afterMs: 150, answer: () => new Response(body, { status, headers }) };
}

function problem(code: string): string {
  return JSON.stringify({ title: code, code, request_id: 'req_1' });
}

/** Returns the failure of a request in `spell`; `null`: it succeeds. */
export function failureIn(spell: Spell | undefined, dice: SeededRandom): Failure | null {
  const { kind } = spell ?? {};
  if (kind === 'unreachable' || kind === 'offline') return unreachable;
  if (kind !== 'flaky' || dice.next() >= CHANCE_OF_FAILURE) return null;
  return TROUBLE[dice.integer(0, TROUBLE.length - 1)] ?? null;
}
