/**
 * Runs changes of the settings and of the API key one at a time: the place of the key follows from
 * both.
 */
export function withSettingsLock<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks.request('settings', work) as Promise<T>;
}
