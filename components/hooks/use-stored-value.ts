import { useLayoutEffect, useState } from 'preact/hooks';

/** A persisted value, as far as a page reads it. */
export interface ReadableValue<T> {
  read(): Promise<T>;
  /** Calls `listener` with every new value until the returned function is called. */
  watch(listener: (value: T) => void): () => void;
}

/** Returns the latest stored value. */
export function useStoredValue<T>(stored: ReadableValue<T>, initial: T): T {
  const [value, setValue] = useState(initial);
  useLayoutEffect(() => {
    const stop = stored.watch(setValue);
    // The watcher missed changes between the first reading and now.
    void stored.read().then(setValue);
    return stop;
  }, [stored]);
  return value;
}
