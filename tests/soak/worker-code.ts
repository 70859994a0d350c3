import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** The globals of the worker's code in place of a browser's, separate for each life. */
export interface Surroundings {
  readonly globalThis: { readonly browser: unknown; readonly chrome: unknown };
  readonly indexedDB: unknown;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly navigator: unknown;
  readonly Date: DateConstructor;
  readonly Math: Math;
  readonly Intl: typeof Intl;
  readonly setTimeout: (work: () => void, ms: number) => void;
  readonly crypto: unknown;
  readonly AbortSignal: unknown;
}

const NAMES = [
  'globalThis',
  'indexedDB',
  'fetch',
  'navigator',
  'Date',
  'Math',
  'Intl',
  'setTimeout',
  'crypto',
  'AbortSignal',
] as const satisfies readonly (keyof Surroundings)[];

/**
 * Bundles the whole worker. The returned function starts a life: it evaluates all modules again
 * with separate globals, which registers the listeners.
 */
export async function workerCode(): Promise<(surroundings: Surroundings) => void> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    root: fileURLToPath(new URL('../..', import.meta.url)),
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      lib: { entry: 'entrypoints/background/index.ts', formats: ['iife'], name: 'worker' },
    },
  });
  const [bundle] = Array.isArray(built) ? built : [built];
  if (bundle === undefined || !('output' in bundle)) throw new Error('nothing was built');
  const begin: (...surroundings: unknown[]) => { main(): void } = new Function(
    ...NAMES,
    `${bundle.output[0].code}\nreturn worker;`,
  ) as never;
  return (surroundings) => begin(...NAMES.map((name) => surroundings[name])).main();
}
