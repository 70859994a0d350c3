import { useRef, useState } from 'preact/hooks';

/**
 * Holds a value back while the pointer is over the rows that it would move.
 *
 * @param isSameScreen true if a value shows the same list as the one held: the user's own choices
 *   are never held back
 * @returns the value, and a function that shows the latest one now
 */
export function useHeld<T>(
  latest: T,
  isHolding: boolean,
  isSameScreen: (a: T, b: T) => boolean,
): { readonly held: T; readonly release: () => void } {
  const held = useRef(latest);
  const [, render] = useState({});
  if (!isHolding || !isSameScreen(held.current, latest)) held.current = latest;
  return {
    held: held.current,
    release() {
      held.current = latest;
      render({});
    },
  };
}
