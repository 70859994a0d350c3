import type { Plugin } from 'vite';

/**
 * The module that Vite puts around every dynamic import
 * (vite/src/node/plugins/importAnalysisBuild.ts).
 */
const PRELOAD_HELPER = '\0vite/preload-helper.js';

/**
 * Loads the style sheets of a dynamic import beside its script. Vite's own helper can do more,
 * which the popup would pay for before its first row: 0.7 kB gzip.
 */
const HELPER = `
const loaded = {};
export function __vitePreload(load, sheets = []) {
  const loading = sheets.map((file) => {
    const href = '/' + file;
    if (document.querySelector('link[href="' + href + '"]')) return loaded[href];
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
    loaded[href] = new Promise((resolve, reject) => {
      link.onload = resolve;
      link.onerror = reject;
    });
    document.head.append(link);
    return loaded[href];
  });
  const module = load();
  return Promise.all(loading).then(() => module);
}`;

/** Replaces Vite's helper for dynamic imports by one that loads style sheets only. */
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
          resolveDependencies: (_, files, { hostType }) =>
            hostType === 'js' ? files.filter((file) => file.endsWith('.css')) : files,
        },
      },
    }),
    load: (id) => (id === PRELOAD_HELPER ? HELPER : undefined),
  };
}
