import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Translate } from '../../utils/messages/translate.ts';

/** What every component needs to put things into words. */
export interface PageContext {
  readonly t: Translate;
  /** BCP 47; numbers and dates are written in it. */
  readonly locale: string;
  /** The moment that ages are reckoned from, ms since epoch. */
  readonly now: number;
}

const Context = createContext<PageContext | null>(null);

export const PageContextProvider = Context.Provider;

/** @throws outside of a {@link PageContextProvider} */
export function usePage(): PageContext {
  const page = useContext(Context);
  if (page === null) throw new Error('usePage needs a PageContextProvider above it');
  return page;
}
