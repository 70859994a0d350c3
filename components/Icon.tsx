import { h } from 'preact';

/** The elements of an icon, as `virtual:lucide/name` gives them. */
export type IconNodes = readonly (readonly [
  tag: string,
  attributes: Readonly<Record<string, string>>,
])[];

/**
 * An icon in the colour of the surrounding text. It has no name of its own: the control that shows
 * it has one.
 */
export function Icon({
  nodes,
  class: name = '',
}: {
  readonly nodes: IconNodes;
  readonly class?: string;
}) {
  return (
    <svg class={`icon ${name}`} viewBox="0 0 24 24" aria-hidden="true">
      {nodes.map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  );
}
