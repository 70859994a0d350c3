import { wordsOf, wordTestOf } from '../state/post-filter-test.ts';
import type { PostColumns } from './post-columns.ts';
import { foldForSearch, type SearchIndex } from './search-index.ts';

/** The texts that rows are searched by. */
export interface SearchableRows {
  /** The names of each account and its creator, folded. */
  readonly accountTexts: readonly string[];
  readonly accountOf: Uint32Array;
  /** The captions of all rows. */
  readonly index: SearchIndex;
}

/** Folds the names of accounts and creators for {@link searchRows}. */
export function accountTextsOf({ accounts }: Pick<PostColumns, 'accounts'>): readonly string[] {
  return accounts.map(({ accountName, creatorName }) =>
    [accountName, creatorName].map(foldForSearch).join('\n'),
  );
}

/**
 * Finds the rows whose account, creator or caption contains a query, and whose caption contains
 * none of the words to leave out.
 *
 * @param query as typed; empty: every row
 * @param excludedWords as typed; `null`: none
 * @returns 1 for each row found
 */
export function searchRows(
  { accountTexts, accountOf, index }: SearchableRows,
  query: string,
  excludedWords: string | null,
): Uint8Array<ArrayBuffer> {
  const wanted = foldForSearch(query);
  const isFound = accountTexts.map((text) => (text.includes(wanted) ? 1 : 0));
  const found = Uint8Array.from(accountOf, (account) => isFound[account] as number);
  index.find(query, (row) => {
    found[row] = 1;
  });
  const hasWord = wordTestOf(excludedWords);
  if (hasWord === null) return found;
  for (const word of wordsOf(excludedWords)) {
    index.find(word, (row, caption) => {
      if (hasWord(caption())) found[row] = 0;
    });
  }
  return found;
}
