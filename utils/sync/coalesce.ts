/**
 * Wraps work that follows what is stored: one run at a time, and one more after it for all requests
 * that came meanwhile.
 *
 * @returns requests a run; resolves after the last one that was requested, rejects when one fails
 */
export function coalesce(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let isRequested = false;
  const run = async () => {
    try {
      while (isRequested) {
        isRequested = false;
        await work();
      }
    } finally {
      // In the same turn as the last look at `isRequested`: no request falls in between.
      running = null;
    }
  };
  return () => {
    isRequested = true;
    running ??= run();
    return running;
  };
}
