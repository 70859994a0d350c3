import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/**
 * Content that comes with the next frame, or at once if nothing hurries. A key of the search may
 * replace every row: its own frame has their texts, the next one their pictures and buttons.
 *
 * @param props.isLate as it is when the content appears
 * @param props.before the content of the first frame
 */
export function AfterPaint(props: {
  readonly isLate: boolean;
  readonly before?: ComponentChildren;
  readonly children: () => ComponentChildren;
}) {
  const [isPainted, setIsPainted] = useState(!props.isLate);
  useEffect(() => setIsPainted(true), []);
  return <>{isPainted ? props.children() : props.before}</>;
}
