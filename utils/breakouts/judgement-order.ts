import type { Judgement } from './judgement.ts';

/**
 * Judgements by multiple, then by gain, both largest first and unknown last, then by id: the same order whatever order the posts came in.
 */
export function inOrder(judgements: readonly Judgement[]): Judgement[] {
  // Numbers in a typed array are compared several times as fast as fields that may be null, and the multiple nearly always decides.
  const multiples = new Float64Array(judgements.length);
  for (let i = 0; i < judgements.length; i++) multiples[i] = judgements[i]?.multiple ?? -1;
  const order = Array.from(judgements.keys());
  order.sort(
    (a, b) =>
      (multiples[b] as number) - (multiples[a] as number) ||
      compareEquals(judgements[a] as Judgement, judgements[b] as Judgement),
  );
  return order.map((place) => judgements[place] as Judgement);
}

/** Order of judgements with the same multiple. */
function compareEquals(a: Judgement, b: Judgement): number {
  const byGain = (b.gain ?? -1) - (a.gain ?? -1);
  if (byGain !== 0) return byGain;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
