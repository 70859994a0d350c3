import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { normalizePath, type Plugin } from 'vite';

const PREFIX = 'virtual:lucide/';
const require = createRequire(import.meta.url);
const nodesFile = require.resolve('lucide-static/icon-nodes.json');
const nodesOf: Readonly<Record<string, unknown>> = require(nodesFile);

/**
 * The folder that icons seem to come from: a place inside Lucide's package, so that the list of
 * third-party licenses names it.
 */
const ICON_FOLDER = `${normalizePath(dirname(nodesFile))}/nodes/`;

/**
 * Copies single icons of the Lucide set into the build: an import of `virtual:lucide/search` gives
 * the icon's elements as data, which `components/Icon.tsx` draws. So nothing is drawn by hand, and
 * no page sets inner HTML.
 */
export function lucideIcons(): Plugin {
  return {
    name: 'lucide-icons',
    resolveId: (id) =>
      id.startsWith(PREFIX) ? `${ICON_FOLDER}${id.slice(PREFIX.length)}.js` : undefined,
    load(id) {
      if (!id.startsWith(ICON_FOLDER)) return undefined;
      const name = id.slice(ICON_FOLDER.length, -'.js'.length);
      const nodes = nodesOf[name];
      if (nodes === undefined) this.error(`Lucide has no icon "${name}".`);
      return `export default ${JSON.stringify(nodes)};`;
    },
  };
}
