/**
 * Runs work one after another, in the order it was handed in. A failure does not stop what follows.
 */
export function serialQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let latest: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = latest.then(work);
    latest = result.catch(() => undefined);
    return result;
  };
}
