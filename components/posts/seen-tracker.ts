/** A row counts as seen when at least half of it was on screen for this long, ms. */
const SEEN_AFTER_MS = 1000;

/** Sightings within this time are one command, ms. */
const REPORT_DELAY_MS = 50;

/** Watches which rows are on screen. */
interface SeenTracker {
  /** Watches the rows that are in the document now. */
  observe(scroller: HTMLElement): void;
  stop(): void;
}

/**
 * Creates a tracker of seen posts: at least half of the row was on screen for a second.
 *
 * @param onSeen called with the ids of posts that are seen from now on; with each id once per list,
 *   because a breakout may end while the page is open
 */
export function createSeenTracker(onSeen: (postIds: readonly string[]) => void): SeenTracker {
  const visible = new Map<Element, ReturnType<typeof setTimeout>>();
  const reported = new Set<string>();
  let watched = new WeakSet<Element>();
  let root: HTMLElement | null = null;
  let observer: IntersectionObserver | null = null;
  let pending: string[] = [];

  const report = (id: string, row: Element) => {
    const sighting = `${row.closest('ol')?.ariaLabel} ${id}`;
    if (reported.has(sighting)) return;
    reported.add(sighting);
    pending.push(id);
    // Rows that came on screen together are reported together, although each has a timer of its
    // own.
    if (pending.length === 1) {
      setTimeout(() => {
        onSeen(pending);
        pending = [];
      }, REPORT_DELAY_MS);
    }
  };
  const onIntersect = (entries: readonly IntersectionObserverEntry[]) => {
    for (const { target, intersectionRatio } of entries) {
      clearTimeout(visible.get(target));
      visible.delete(target);
      const id = target.getAttribute('data-post-id');
      if (intersectionRatio < 0.5 || id === null) continue;
      visible.set(
        target,
        setTimeout(() => {
          // A row that has left the document, or a page behind another tab, is not visible.
          if (target.isConnected && document.visibilityState === 'visible') report(id, target);
        }, SEEN_AFTER_MS),
      );
    }
  };
  return {
    observe(scroller) {
      if (scroller !== root) {
        observer?.disconnect();
        observer = new IntersectionObserver(onIntersect, { root: scroller, threshold: [0.5] });
        watched = new WeakSet();
        root = scroller;
      }
      for (const row of scroller.querySelectorAll('[data-post-id]')) {
        if (watched.has(row)) continue;
        watched.add(row);
        observer?.observe(row);
      }
    },
    stop() {
      observer?.disconnect();
      for (const timer of visible.values()) clearTimeout(timer);
    },
  };
}
