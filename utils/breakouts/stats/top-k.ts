/**
 * Returns the first `count` items in the order of `compare`, equal ones as they come. Keeps only
 * those while iterating: of the hundred thousand items of a large library few are shown.
 */
export function topK<T>(items: Iterable<T>, count: number, compare: (a: T, b: T) => number): T[] {
  const first: T[] = [];
  for (const item of items) {
    // From the end, as nearly every item of a large library comes after all that are kept.
    const place = first.findLastIndex((other) => !(compare(item, other) < 0)) + 1;
    if (place >= count) continue;
    first.splice(place, 0, item);
    if (first.length > count) first.pop();
  }
  return first;
}
