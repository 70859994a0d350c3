/* The unusual states of the popup. The first frame waits for this module only when it needs it. */

import '../../../components/controls.css';
import '../../../components/notices.css';
import './states.css';

export { EmptyState } from '../../../components/status/EmptyState.tsx';
export { Strip } from '../../../components/status/Strip.tsx';
export { requestApiAccess } from '../../../utils/browser/api-access.ts';
export { EmptyList } from './EmptyList.tsx';
export { FilterBar } from './FilterBar.tsx';
export { StartState } from './StartState.tsx';
export { scopeOf } from './scope-of.ts';
export { foldAhead, Highlighted, matcherOf, SearchField } from './search.tsx';
export { stripContent } from './strip-content.ts';

/** The module itself, as the popup holds it once it is loaded. */
export type States = typeof import('./states.ts');
