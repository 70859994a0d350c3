import { h } from 'preact';

/** The elements of an icon, as `lucide:name` gives them. */
export type IconNodes = readonly (readonly [tag: string, attributes: Readonly<Record<string, string>>])[];

/** An icon in the colour of the text around it. It says nothing: the control that shows it has a name. */
export function Icon({ nodes, class: name = '' }: { readonly nodes: IconNodes; readonly class?: string }) {
  return (
    <svg class={`icon ${name}`} viewBox="0 0 24 24" aria-hidden="true">
      {nodes.map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  );
}
