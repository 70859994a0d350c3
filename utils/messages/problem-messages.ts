import type { Problem } from '../creator-audit/problem/problem.ts';
import { cleanText } from '../format/clean-text.ts';
import { camelCase } from './camel-case.ts';
import type { Translate } from './translate.ts';

/**
 * The texts of a problem, each a sentence or two: the event, its consequence, and the user's next
 * step.
 */
export interface ProblemMessages {
  readonly title: string;
  readonly explanation: string;
  readonly action: string;
}

const STORES = ['extension-storage', 'library', 'history', 'rankings', 'backups'] as const;

/** Puts a problem into words. */
export function problemMessages(problem: Problem, t: Translate): ProblemMessages {
  const name = camelCase(problem.kind);
  return {
    // Only the titles of storage problems have a place for the store.
    title: t(`problem.${name}.title`, storeName(problem, t)),
    explanation: t(`problem.${name}.explanation`),
    // Only the action of a fault has a place for the code.
    action: t(`problem.${name}.action`, problem.code ?? ''),
  };
}

/** Returns what the API itself says of a problem, safe beside our own words; `null`: nothing. */
export function apiMessageOf({ errors, detail }: Problem): string | null {
  const ofFields = errors.map(({ field, message }) => `${field}: ${message}`).join('; ');
  return cleanText(ofFields || detail);
}

/**
 * The name of the store that a storage problem is about; one without a store is about all of the
 * extension's data.
 */
function storeName({ code }: Problem, t: Translate): string {
  const [name] = code?.split(' ') ?? [];
  const store = STORES.find((known) => known === name) ?? 'extension-storage';
  return t(`store.${camelCase(store)}`);
}
