import type { Judgement } from './judgement.ts';

/**
 * By multiple, then by gain, both largest first and unknown last, then by id: the same order whatever order the posts came in.
 */
export function compareJudgements(a: Judgement, b: Judgement): number {
  const byMultiple = (b.multiple ?? -1) - (a.multiple ?? -1);
  if (byMultiple !== 0) return byMultiple;
  const byGain = (b.gain ?? -1) - (a.gain ?? -1);
  if (byGain !== 0) return byGain;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
