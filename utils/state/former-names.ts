import * as z from 'zod/mini';

/**
 * The schema of a value that earlier versions stored under other names.
 *
 * @param current former name → present name
 */
export function withFormerNames<Output>(
  current: Readonly<Record<string, string>>,
  schema: z.ZodMiniType<Output>,
) {
  const rename = (value: unknown) =>
    typeof value === 'string' ? (current[value] ?? value) : value;
  return z.pipe(z.pipe(z.unknown(), z.transform(rename)), schema);
}

/** Reasons of pauses and kinds of problems, as version 0.1.0 called them. */
export const FORMER_OUTCOMES = {
  'asked-to-wait': 'retry-after',
  'rate-share': 'rate-budget',
  'unexpected-answer': 'unexpected-response',
} as const;
