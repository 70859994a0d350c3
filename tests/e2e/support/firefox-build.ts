import { join } from 'node:path';
import { ROOT } from '../../checks/run-tool.ts';

/** The production build for Firefox, which `npm run build` makes. */
export const FIREFOX_BUILD = join(ROOT, '.output/firefox-mv3');
