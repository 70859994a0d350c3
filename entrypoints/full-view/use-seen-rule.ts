import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { createSeenTracker } from '../../components/posts/seen-tracker.ts';

/**
 * Reports the posts whose rows were on screen long enough to count as seen, never while the page is
 * hidden. The table draws rows as it scrolls, so the container is watched for them.
 *
 * @param visits another value starts again: what has become new meanwhile can be seen again
 */
export function useSeenRule(
  container: RefObject<HTMLElement | null>,
  visits: number,
  onSeen: (postIds: readonly string[]) => void,
): void {
  const latest = useRef(onSeen);
  latest.current = onSeen;
  useEffect(() => {
    const element = container.current;
    if (element === null) return undefined;
    const tracker = createSeenTracker((postIds) => latest.current(postIds));
    const watcher = new MutationObserver(() => tracker.observe(element));
    watcher.observe(element, { childList: true, subtree: true });
    tracker.observe(element);
    return () => {
      watcher.disconnect();
      tracker.stop();
    };
  }, [visits]);
}
