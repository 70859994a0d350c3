import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Translate } from '../../utils/messages/translate.ts';

/** The language and the time for the texts of components. */
export interface I18nContext {
  readonly t: Translate;
  /** BCP 47; numbers and dates are written in it. */
  readonly locale: string;
  /** The time that ages are computed for, ms since epoch. */
  readonly now: number;
}

const Context = createContext<I18nContext | null>(null);

export const I18nProvider = Context.Provider;

/** @throws outside of a {@link I18nProvider} */
export function useI18n(): I18nContext {
  const page = useContext(Context);
  if (page === null) throw new Error('useI18n needs an I18nProvider above it');
  return page;
}
