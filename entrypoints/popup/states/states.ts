/*
 * What the popup shows when something is not as usual. The first frame waits for it only then.
 */

import './states.css';

export { Strip } from '../../../components/status/Strip.tsx';
export { EmptyList } from './EmptyList.tsx';
export { FilterBar } from './FilterBar.tsx';
export { StartState } from './StartState.tsx';
export { scopeOf } from './scope-of.ts';
export { stripContent } from './strip-content.ts';

/** The module itself, as the popup holds it once it is loaded. */
export type States = typeof import('./states.ts');
