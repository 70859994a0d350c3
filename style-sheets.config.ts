import type { Plugin } from 'vite';

/**
 * The module that Vite puts around every dynamic import
 * (vite/src/node/plugins/importAnalysisBuild.ts).
 */
const PRELOAD_HELPER = '\0vite/preload-helper.js';

/**
 * Loads the style sheets of a dynamic import, and the scripts it imports, beside its own script.
 * Vite's helper can do more, which the popup would pay for before its first row: 0.7 kB gzip.
 */
const HELPER = `
const loaded = {};
export function __vitePreload(load, files = []) {
  const loading = files.map((file) => {
    const href = '/' + file;
    if (document.querySelector('link[href="' + href + '"]')) return loaded[href];
    const isSheet = file.endsWith('css');
    const rel = isSheet ? 'stylesheet' : 'modulepreload';
    const link = Object.assign(document.createElement('link'), { rel, href });
    loaded[href] = isSheet && new Promise((resolve, reject) => {
      link.onload = resolve;
      link.onerror = reject;
    });
    document.head.append(link);
    return loaded[href];
  });
  const module = load();
  return Promise.all(loading).then(() => module);
}`;

/** Scripts that every page has loaded before it imports others. */
const LOADED_BEFORE = /first-frame/;

/** Replaces Vite's helper for dynamic imports by a smaller one. */
export function styleSheetsOfImports(): Plugin {
  return {
    name: 'style-sheets-of-imports',
    enforce: 'pre',
    apply: 'build',
    config: () => ({
      build: {
        modulePreload: {
          // Every supported browser preloads modules natively.
          polyfill: false,
          resolveDependencies: (script, files, { hostType }) =>
            hostType === 'js'
              ? files.filter((file) => file !== script && !LOADED_BEFORE.test(file))
              : files,
        },
      },
    }),
    load: (id) => (id === PRELOAD_HELPER ? HELPER : undefined),
  };
}
