import { createProblem } from '../creator-audit/problem/create-problem.ts';
import { PROBLEM_KINDS, type ProblemKind } from '../creator-audit/problem/problem.ts';
import type { WorkerEvent } from '../state/event.ts';
import { NOTICES, type Notice } from '../state/notice.ts';
import { noticeMessages } from './notice-messages.ts';
import { problemMessages } from './problem-messages.ts';
import type { Translate } from './translate.ts';

const NAMES = {
  'worker-started': 'workerStarted',
  synced: 'synced',
  'key-checked': 'keyChecked',
  'key-saved': 'keySaved',
  'key-removed': 'keyRemoved',
  'settings-changed': 'settingsChanged',
  'storage-repaired': 'storageRepaired',
  'access-removed': 'accessRemoved',
  'access-granted': 'accessGranted',
} as const satisfies Record<WorkerEvent['type'], string>;

const OUTCOMES: Readonly<
  Record<string, 'complete' | 'cancelled' | 'retryAfter' | 'rateBudget' | 'backOff'>
> = {
  complete: 'complete',
  cancelled: 'cancelled',
  'retry-after': 'retryAfter',
  'rate-budget': 'rateBudget',
  'back-off': 'backOff',
};

/** Describes an event and its outcome (empty when there is none). */
export function eventMessages(
  { type, outcome }: WorkerEvent,
  t: Translate,
): { event: string; outcome: string } {
  return {
    event: t(`event.${NAMES[type]}`),
    outcome: outcome === null ? '' : outcomeWords(outcome, t),
  };
}

function outcomeWords(outcome: string, t: Translate): string {
  const name = OUTCOMES[outcome];
  if (name !== undefined) return t(`event.${name}`);
  const kind = PROBLEM_KINDS.find((known): known is ProblemKind => known === outcome);
  if (kind !== undefined) return problemMessages(createProblem(kind), t).title;
  const notice = NOTICES.find((known): known is Notice => known === outcome);
  return notice === undefined ? outcome : noticeMessages(notice, t);
}
