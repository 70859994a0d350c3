import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const PREFIX = 'virtual:lucide/';
const require = createRequire(import.meta.url);
const nodesOf: Readonly<Record<string, unknown>> = require('lucide-static/icon-nodes.json');

/**
 * Copies single icons of the Lucide set into the build: `import search from 'virtual:lucide/search'`
 * gives the icon's elements as data, which `components/Icon.tsx` draws. So nothing is drawn by
 * hand, and no page sets inner HTML.
 */
export function lucideIcons(): Plugin {
  return {
    name: 'lucide-icons',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      const nodes = nodesOf[id.slice(PREFIX.length + 1)];
      if (nodes === undefined) this.error(`Lucide has no icon "${id.slice(PREFIX.length + 1)}".`);
      return `export default ${JSON.stringify(nodes)};`;
    },
  };
}
