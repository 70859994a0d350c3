import { useEffect, useState } from 'preact/hooks';

/**
 * Returns true from the next frame on, or at once if nothing hurries. A key of the search may
 * replace every row: the first frame has their texts, the next one their pictures and buttons.
 *
 * @param isLate as it is when the component appears
 */
export function useAfterPaint(isLate: boolean): boolean {
  const [isPainted, setIsPainted] = useState(!isLate);
  useEffect(() => setIsPainted(true), []);
  return isPainted;
}
