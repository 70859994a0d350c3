import type { ComponentChildren } from 'preact';

/** The explanation in place of a missing list. */
export function EmptyState(props: {
  readonly title: string;
  readonly text: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class="empty" role="status">
      <h2>{props.title}</h2>
      <p class="quiet">{props.text}</p>
      {props.children}
    </div>
  );
}
