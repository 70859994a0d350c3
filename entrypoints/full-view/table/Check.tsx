import tick from 'virtual:lucide/check';
import { Icon } from '../../../components/Icon.tsx';

/**
 * A box that shows what is selected, for the pointer: the row says the same by `aria-selected`.
 */
export function Check({ state }: { readonly state: 'all' | 'some' | 'none' }) {
  return (
    <span class={`check ${state}`} aria-hidden="true">
      {state === 'all' && <Icon nodes={tick} />}
    </span>
  );
}
