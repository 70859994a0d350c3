import type { PageState } from '../state/page-state.ts';
import { type PageValue, toPageState } from './published-page.ts';
import { LOCAL_VALUES } from './registry.ts';
import type { StoredItems } from './storage-adapter.ts';
import { parseFrom } from './value-declaration.ts';

const SOURCES = LOCAL_VALUES.filter(({ pageStateField }) => pageStateField !== null);

/** The keys of the values that `pageState` is composed of. */
export const PAGE_STATE_SOURCES: readonly string[] = SOURCES.map(({ key }) => key);

/** Makes `pageState` of its stored sources. */
export function composePageState(items: StoredItems): PageValue {
  const fields = SOURCES.map((declaration) => [
    declaration.pageStateField,
    parseFrom(declaration, items),
  ]);
  return toPageState(Object.fromEntries(fields) as unknown as PageState);
}
