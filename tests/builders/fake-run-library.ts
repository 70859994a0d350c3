import type { DeltasByPost } from '../../utils/breakouts/delta.ts';
import type { Post } from '../../utils/breakouts/post.ts';
import type { Checkpoint } from '../../utils/sync/checkpoint.ts';
import type { RunLibrary } from '../../utils/sync/sync-world.ts';

/** Thrown where the browser would have killed the worker. */
export class WorkerDied extends Error {}

/** Whether the worker lives through a write: it may die with the write undone, or after it is done but before it knows. */
export type Fate = 'lives' | 'dies-before' | 'dies-after';

/** A library in memory that outlives the workers that write to it. */
export interface FakeRunLibrary extends RunLibrary {
  /** As last stored; `undefined` before the first write. */
  checkpoint(): Checkpoint | undefined;
  /** The posts of a run in the order of their records; a post that was stored twice stands there twice. */
  postsOf(run: string): Post[];
  /** The ids and deltas of a run in the order of their records, likewise. */
  deltasOf(run: string): [string, unknown][];
  /** Drops the checkpoint, as a publication does. */
  finish(): void;
}

/** @param fateOf asked at each write, numbered from 0 over the whole life of the library */
export function fakeRunLibrary(fateOf: (write: number) => Fate = () => 'lives'): FakeRunLibrary {
  let current: Checkpoint | undefined;
  let writes = 0;
  const posts = new Map<string, readonly Post[]>();
  const deltas = new Map<string, DeltasByPost>();
  const ofRun = <T>(records: ReadonlyMap<string, T>, run: string): T[] =>
    [...records].filter(([name]) => name.startsWith(`${run} `)).map(([, record]) => record);

  const write = async (checkpoint: Checkpoint, put: () => void) => {
    const fate = fateOf(writes++);
    if (fate === 'dies-before') throw new WorkerDied();
    put();
    // What is stored is a copy: nothing that lives on in the worker may change it.
    current = structuredClone(checkpoint);
    if (fate === 'dies-after') throw new WorkerDied();
  };
  return {
    loadCheckpoint: async () => structuredClone(current),
    storeCheckpoint: (checkpoint) => write(checkpoint, () => undefined),
    storePage: (checkpoint, record, page) =>
      write(checkpoint, () => posts.set(`${checkpoint.run} ${record}`, structuredClone(page))),
    storeDeltas: (checkpoint, record, answer) =>
      write(checkpoint, () => deltas.set(`${checkpoint.run} ${record}`, structuredClone(answer))),
    idsOf: async (run) => new Set(ofRun(posts, run).flatMap((page) => page.map(({ id }) => id))),
    checkpoint: () => current,
    postsOf: (run) => ofRun(posts, run).flat(),
    deltasOf: (run) => ofRun(deltas, run).flatMap((answer) => [...answer]),
    finish: () => {
      current = undefined;
    },
  };
}
