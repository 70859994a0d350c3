import type { ComponentProps } from 'preact';
import { Icon, type IconNodes } from './Icon.tsx';

/** A button that shows only an icon: its name is its tooltip, unless it has another. */
export function IconButton({
  name,
  nodes,
  ...rest
}: Omit<ComponentProps<'button'>, 'aria-label' | 'children' | 'name' | 'type'> & {
  readonly name: string;
  readonly nodes: IconNodes;
}) {
  return (
    <button class="icon-button" type="button" aria-label={name} title={name} {...rest}>
      <Icon nodes={nodes} />
    </button>
  );
}
