import { createProblem } from '../creator-audit/problem/create-problem.ts';
import { PROBLEM_KINDS, type ProblemKind } from '../creator-audit/problem/problem.ts';
import type { WorkerEvent } from '../state/event.ts';
import { NOTICES, type Notice } from '../state/notice.ts';
import { PAUSE_REASONS } from '../state/sync-status.ts';
import { camelCase } from './camel-case.ts';
import { noticeMessages } from './notice-messages.ts';
import { problemMessages } from './problem-messages.ts';
import type { Translate } from './translate.ts';

const OUTCOMES = ['complete', 'cancelled', ...PAUSE_REASONS] as const;

/** Describes an event and its outcome (empty when there is none). */
export function eventMessages(
  { type, outcome }: WorkerEvent,
  t: Translate,
): { event: string; outcome: string } {
  return {
    event: t(`event.${camelCase(type)}`),
    outcome: outcome === null ? '' : outcomeWords(outcome, t),
  };
}

function outcomeWords(outcome: string, t: Translate): string {
  const own = OUTCOMES.find((known) => known === outcome);
  if (own !== undefined) return t(`event.${camelCase(own)}`);
  const kind = PROBLEM_KINDS.find((known): known is ProblemKind => known === outcome);
  if (kind !== undefined) return problemMessages(createProblem(kind), t).title;
  const notice = NOTICES.find((known): known is Notice => known === outcome);
  return notice === undefined ? outcome : noticeMessages(notice, t);
}
