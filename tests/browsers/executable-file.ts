import which from 'which';

/**
 * Returns the first program that can be run, as an absolute path; undefined when there is none.
 *
 * @param candidates absolute paths, or names to look for in the folders of the `PATH`
 */
export function findExecutable(candidates: readonly string[]): string | undefined {
  for (const candidate of candidates) {
    const found = which.sync(candidate, { nothrow: true });
    if (found !== null) return found;
  }
  return undefined;
}
