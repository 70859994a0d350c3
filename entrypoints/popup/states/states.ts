/* The unusual states of the popup. The first frame waits for this module only when it needs it. */

import '../../../components/controls.css';
import '../../../components/notices.css';
import './states.css';

export { EmptyState } from '../../../components/status/EmptyState.tsx';
export { StartState } from '../../../components/status/StartState.tsx';
export { Strip } from '../../../components/status/Strip.tsx';
export { stripContent } from '../../../components/status/strip-content.ts';
export { stateActions } from '../../../utils/browser/state-actions.ts';
export { EmptyList } from './EmptyList.tsx';
export { FilterBar } from './FilterBar.tsx';
export { scopeOf } from './scope-of.ts';
export { foldAhead, Highlighted, matcherOf, SearchField } from './search.tsx';

/** The module itself, as the popup holds it once it is loaded. */
export type States = typeof import('./states.ts');
