import type { PendingPost, StoredCheckpoint } from '../../utils/sync/checkpoint.ts';
import type { SyncStore } from '../../utils/sync/sync-deps.ts';

/** The data of a run. */
interface Run {
  readonly ids: Set<string>;
  /** Posts stored, the same one twice if it came twice. */
  posts: number;
  /** The posts without deltas so far. */
  readonly pending: Map<string, PendingPost>;
  /** The ids of each answer. */
  readonly deltas: (readonly string[])[];
}

const RUNS_PER_FULL_CHECK = 8;

/** Carries out a write, or dies: before it, or after it but before anyone knows. */
export type Writing = (write: () => void) => Promise<void>;

/** The posts and deltas on the disk, which survive workers. Only their ids are stored. */
export class SimulatedLibrary {
  #checkpoint: StoredCheckpoint | undefined;
  #checked = 0;
  readonly #runs = new Map<string, Run>();

  /** The library as one worker writes to it. */
  of(writing: Writing): SyncStore {
    return {
      loadCheckpoint: async () => structuredClone(this.#checkpoint),
      // Every sync fetches everything: that is what takes longest.
      loadManifest: async () => null,
      async *accountPagesOf() {},
      lastDeltaRequestTimes: async () => new Map(),
      store: ({ pending: _, ...checkpoint }, brought) =>
        writing(() => {
          const run = this.#run(checkpoint.run);
          for (const answer of brought) {
            if (answer.kind === 'deltas') {
              run.deltas.push(answer.asked.map(([id]) => id));
              for (const [id] of answer.asked) run.pending.delete(id);
            }
            if (answer.kind !== 'page') continue;
            run.posts += answer.posts.length;
            for (const { id } of answer.posts) run.ids.add(id);
            for (const post of answer.pending) run.pending.set(post[0], post);
          }
          this.#checkpoint = checkpoint;
        }),
      pendingOf: async (run) => [...this.#run(run).pending.values()],
      idsOf: async (run) => new Map([['account-videos' as const, new Set(this.#run(run).ids)]]),
    };
  }

  /** Returns true if a run has this many posts and the deltas of all of them, each once. */
  isComplete(name: string, posts: number): boolean {
    const { ids, posts: stored, deltas } = this.#run(name);
    const withDeltas = deltas.reduce((sum, { length }) => sum + length, 0);
    if (stored !== posts || ids.size !== posts || withDeltas !== posts) return false;
    this.#checked += 1;
    // As many deltas as posts could still be some twice and some not at all; looking at each takes
    // long.
    return this.#checked % RUNS_PER_FULL_CHECK > 0 || new Set(deltas.flat()).size === posts;
  }

  keepOnly(run: string): void {
    this.#checkpoint = undefined;
    for (const other of this.#runs.keys()) if (other !== run) this.#runs.delete(other);
  }

  #run(name: string): Run {
    const known = this.#runs.get(name) ?? {
      ids: new Set(),
      posts: 0,
      pending: new Map(),
      deltas: [],
    };
    this.#runs.set(name, known);
    return known;
  }
}
