/** The part of the table that is in sight. Pixels. */
interface Scroll {
  readonly top: number;
  /** The height of the visible part. */
  readonly height: number;
  readonly rowHeight: number;
}

/**
 * Returns the scroll position at which a row stays where it is on screen although the rows above it
 * have changed.
 *
 * @param from the index of the row before
 * @param to its index now
 * @param count the number of rows now
 */
export function anchoredScrollTop(
  { top, height, rowHeight }: Scroll,
  from: number,
  to: number,
  count: number,
): number {
  const wanted = top + (to - from) * rowHeight;
  return Math.max(0, Math.min(wanted, count * rowHeight - height));
}
