import type { BuildOptions, LibraryOptions, Plugin } from 'vite';

/** Stands before the parts of the worker: makes each when it is asked for, once, in a scope of its own. */
const LOADER = `
const made = {};
const parts = {};
const require = (path) => {
  const name = path.slice('./'.length);
  if (made[name] === undefined) {
    if (parts[name] === undefined) importScripts('/' + name);
    parts[name](require, (made[name] = {}));
  }
  return made[name];
};
globalThis.part = (name, make) => {
  parts[name] = make;
};
`;

/**
 * Lets the service worker load parts of itself when they are needed, where its code says `import()`. A service worker has none of that: it has
 * `importScripts`, and after its installation only for scripts that it loaded while it was installed
 * (https://www.w3.org/TR/service-workers/#importscripts). So every part is loaded once at installation, where it does no more than tell its name,
 * and `import()` becomes a `require` that in a later life of the worker loads it again, from what the browser has kept.
 */
export function workerChunks(): Plugin {
  return {
    name: 'worker-chunks',
    config({ build }) {
      if (!isWorker(build)) return undefined;
      build.lib.formats = ['cjs'];
      const output = { exports: 'named' as const, codeSplitting: true, chunkFileNames: 'background-[name].js' };
      // What a part shares with the worker stays in the worker, which hands it on.
      return { build: { rolldownOptions: { preserveEntrySignatures: 'allow-extension', output } } };
    },
    generateBundle(_options, bundle) {
      if (!isWorker(this.environment.config.build)) return;
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const parts = chunks.filter(({ isEntry }) => !isEntry).map(({ fileName }) => `/${fileName}`);
      const keepParts = `addEventListener('install', () => importScripts(...${JSON.stringify(parts)}));`;
      for (const chunk of chunks) {
        const part = `part(${JSON.stringify(chunk.fileName)}, (require, exports) => {\n${chunk.code}\n});\n`;
        const start = `require(${JSON.stringify(`./${chunk.fileName}`)});\n`;
        chunk.code = chunk.isEntry ? `(() => {${LOADER}${keepParts}\n${part}${start}})();\n` : part;
      }
    },
  };
}

function isWorker(build: BuildOptions | undefined): build is BuildOptions & { readonly lib: LibraryOptions } {
  return typeof build?.lib === 'object' && build.lib.name === 'background';
}
