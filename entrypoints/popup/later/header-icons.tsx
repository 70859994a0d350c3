import window from 'virtual:lucide/chevron-down';
import more from 'virtual:lucide/ellipsis';
import about from 'virtual:lucide/info';
import fullView from 'virtual:lucide/maximize-2';
import refresh from 'virtual:lucide/refresh-cw';
import search from 'virtual:lucide/search';
import options from 'virtual:lucide/settings-2';
import { Icon } from '../../../components/Icon.tsx';

const NODES = { window, more, about, fullView, refresh, search, options };

/** Renders an icon of the header or of the tabs' line. */
export function headerIcon(name: keyof typeof NODES) {
  return <Icon nodes={NODES[name]} />;
}
