import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** The folders of the code, and the folders and packages that each may import. */
const ALLOWED: Readonly<
  Record<string, { readonly rooms: readonly string[]; readonly packages: readonly string[] }>
> = {
  'utils/breakouts': { rooms: ['utils/settings'], packages: ['zod/mini'] },
  'utils/settings': { rooms: [], packages: ['zod/mini'] },
  'utils/format': { rooms: [], packages: [] },
  'utils/history': { rooms: ['utils/breakouts'], packages: ['zod/mini'] },
  'utils/library': {
    rooms: [
      'utils/breakouts',
      'utils/creator-audit',
      'utils/history',
      'utils/storage',
      'utils/sync',
    ],
    packages: ['zod/mini', 'idb'],
  },
  'utils/creator-audit': { rooms: ['utils/breakouts'], packages: ['zod/mini'] },
  'utils/sync': {
    rooms: ['utils/breakouts', 'utils/settings', 'utils/creator-audit', 'utils/state'],
    packages: ['zod/mini'],
  },
  'utils/alerts': {
    rooms: [
      'utils/breakouts',
      'utils/settings',
      'utils/state',
      // Reading a response, never CreatorAudit's.
      'utils/creator-audit/http/read-body.ts',
      'utils/creator-audit/http/retry-after.ts',
      'utils/creator-audit/http/truncate.ts',
    ],
    packages: ['zod/mini'],
  },
  'utils/sample': { rooms: ['utils/state'], packages: ['zod/mini'] },
  'utils/state': {
    rooms: [
      'utils/alerts',
      'utils/breakouts',
      'utils/settings',
      'utils/creator-audit',
      'utils/sync',
      'utils/format',
    ],
    packages: ['zod/mini'],
  },
  'utils/post-table': {
    rooms: ['utils/breakouts', 'utils/state', 'utils/sync', 'utils/format'],
    packages: [],
  },
  'utils/messages': {
    rooms: [
      'utils/alerts',
      'utils/breakouts',
      'utils/creator-audit',
      'utils/format',
      'utils/state',
    ],
    packages: ['#i18n'],
  },
  'utils/storage': {
    rooms: [
      'utils/alerts',
      'utils/breakouts',
      'utils/settings',
      'utils/state',
      'utils/sync',
      'utils/browser',
      // Shapes of what is stored, never a request.
      'utils/creator-audit/problem/problem.ts',
      // The extension's version.
      'package.json',
    ],
    packages: ['zod/mini', 'idb'],
  },
  'utils/browser': {
    rooms: [
      'utils/alerts',
      'utils/settings',
      'utils/messages',
      'utils/state',
      'utils/sync',
      // Shapes of what is sent, never a request.
      'utils/creator-audit/problem/problem.ts',
    ],
    packages: ['zod/mini', '#i18n', 'webextension-polyfill'],
  },
  components: {
    rooms: [
      'utils/alerts',
      'utils/breakouts',
      'utils/settings',
      'utils/format',
      'utils/messages',
      'utils/post-table',
      'utils/state',
      'utils/creator-audit/problem/problem.ts',
      'utils/creator-audit/problem/is-transient.ts',
      'utils/creator-audit/problem/needs-user.ts',
    ],
    packages: ['preact', 'preact/hooks', 'tinykeys'],
  },
};

/** Constants that every folder may import. */
const TIME_UNITS = 'utils/time/units.ts';

/** The names that pure code may not contain: browser, network, clock and chance. */
const IMPURE = new RegExp(
  [
    ...[/\bbrowser\./, /\bchrome\./, /(?<![.\w])fetch\(/, /\bnavigator\./, /\bindexedDB\b/],
    ...[/\bDate\.now\(/, /\bnew Date\(\)/, /\bperformance\.now\(/, /\bMath\.random\(/],
  ]
    .map(({ source }) => source)
    .join('|'),
);
const PURE_ROOMS = [
  'utils/alerts',
  'utils/breakouts',
  'utils/settings',
  'utils/format',
  'utils/history',
  'utils/creator-audit',
  'utils/sync',
  'utils/messages',
  'utils/post-table',
];

interface SourceFile {
  /** From the project's root, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** Returns the errors in the imports of a file, as sentences. */
function faultsOf({ path, text }: SourceFile): string[] {
  const room = Object.keys(ALLOWED).find((name) => path.startsWith(`${name}/`));
  const faults: string[] = [];
  for (const [, imported = ''] of text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^;]*?from '([^']+)'/g,
  )) {
    if (imported.startsWith('.')) {
      const target = relative(ROOT, resolve(ROOT, dirname(path), imported)).replaceAll('\\', '/');
      if (!/\.(?:tsx?|css|json)$/.test(imported))
        faults.push(`${path} imports ${imported} without its ending`);
      if (room === undefined || target.startsWith(`${room}/`)) continue;
      if (target === TIME_UNITS) continue;
      const isAllowed = ALLOWED[room]?.rooms.some(
        (name) => target === name || target.startsWith(`${name}/`),
      );
      if (!isAllowed) faults.push(`${path} may not import ${target}`);
    } else if (room === 'components' && imported.startsWith('virtual:lucide/')) {
      // An icon, copied into the build.
      continue;
    } else if (room !== undefined && !ALLOWED[room]?.packages.includes(imported)) {
      faults.push(`${path} may not import ${imported}`);
    }
    const isApi = imported === 'wxt/browser' || imported === 'webextension-polyfill';
    if (isApi && path !== 'utils/browser/browser.ts') {
      faults.push(`${path} takes the browser's API past utils/browser/browser.ts`);
    }
  }
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  if (PURE_ROOMS.some((name) => path.startsWith(`${name}/`)) && IMPURE.test(code)) {
    faults.push(`${path} reaches for the world: ${IMPURE.exec(code)?.[0]}`);
  }
  return faults;
}

const files: SourceFile[] = globSync(
  ['utils/**/*.ts', 'components/**/*.{ts,tsx}', 'entrypoints/**/*.{ts,tsx}'],
  {
    cwd: ROOT,
  },
).map((path) => ({
  path: path.replaceAll('\\', '/'),
  text: readFileSync(join(ROOT, path), 'utf8'),
}));

describe('import directions', () => {
  it('point inwards everywhere', () => {
    expect(files.length).toBeGreaterThan(80);
    expect(files.flatMap(faultsOf)).toEqual([]);
  });

  it.each([
    [
      'a rule that asks the clock',
      'utils/breakouts/model/age.ts',
      'export const now = () => Date.now();',
    ],
    [
      'a rule that knows the API',
      'utils/breakouts/model/age.ts',
      "import { API_BASE } from '../../creator-audit/http/request.ts';",
    ],
    [
      'a client that stores',
      'utils/creator-audit/http/request.ts',
      "import { settingsStore } from '../../storage/stored-values.ts';",
    ],
    [
      'a flow that fetches by itself',
      'utils/sync/run-sync.ts',
      'export const page = () => fetch(address);',
    ],
    [
      'a component that touches the browser',
      'components/Row.tsx',
      "import { browser } from '../utils/browser/browser.ts';",
    ],
    ['storage that draws', 'utils/storage/stored-values.ts', "import { h } from 'preact';"],
    [
      'storage that asks the API',
      'utils/storage/stored-values.ts',
      "import { request } from '../../creator-audit/http/request.ts';",
    ],
    [
      'a second way to the browser',
      'entrypoints/background/index.ts',
      "import { browser } from 'wxt/browser';",
    ],
    [
      'an import without its ending',
      'utils/format/age.ts',
      "import { exactCount } from './count';",
    ],
    [
      'an entry point used as a library',
      'components/Row.tsx',
      "export { PopupApp } from '../entrypoints/popup/PopupApp.tsx';",
    ],
  ])('detect %s', (_, path, text) => {
    expect(faultsOf({ path, text })).toHaveLength(1);
  });
});
