import { createHash } from 'node:crypto';

/** Numbers in [0, 1), evenly spread, the same sequence for the same seed. */
export function seededDice(seed: number): () => number {
  let throws = 0;
  return () => {
    throws += 1;
    return createHash('sha256').update(`${seed}:${throws}`).digest().readUInt32BE() / 2 ** 32;
  };
}
