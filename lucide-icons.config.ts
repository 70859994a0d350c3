import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { normalizePath, type Plugin } from 'vite';

const PREFIX = 'virtual:lucide/';
const require = createRequire(import.meta.url);
const nodesFile = require.resolve('lucide-static/icon-nodes.json');
const nodesOf: Readonly<Record<string, unknown>> = require(nodesFile);

/**
 * Where icons seem to come from: in a build a place inside Lucide's package, so that the list of
 * third-party licenses names it. The dev server would look for the files.
 */
const FOLDERS = { build: `${normalizePath(dirname(nodesFile))}/nodes/`, serve: '\0lucide/' };

/**
 * Copies single icons of the Lucide set into the build: an import of `virtual:lucide/search` gives
 * the icon's elements as data, which `components/Icon.tsx` draws. So nothing is drawn by hand, and
 * no page sets inner HTML.
 */
export function lucideIcons(): Plugin {
  let folder = FOLDERS.serve;
  return {
    name: 'lucide-icons',
    configResolved({ command }) {
      folder = FOLDERS[command];
    },
    resolveId: (id) =>
      id.startsWith(PREFIX) ? `${folder}${id.slice(PREFIX.length)}.js` : undefined,
    load(id) {
      if (!id.startsWith(folder)) return undefined;
      const name = id.slice(folder.length, -'.js'.length);
      const nodes = nodesOf[name];
      if (nodes === undefined) this.error(`Lucide has no icon "${name}".`);
      return `export default ${JSON.stringify(nodes)};`;
    },
  };
}
