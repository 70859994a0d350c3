import type { AccountsPageRecord } from './sync-deps.ts';

/** The pages of an earlier account scan, read one at a time beside the present scan. */
export class FormerPages {
  readonly #pages: AsyncIterator<AccountsPageRecord> | null;
  #index = -1;
  #current: AccountsPageRecord | null = null;

  /** @param pages in their order; `null`: there was no earlier scan */
  constructor(pages: AsyncIterable<AccountsPageRecord> | null) {
    this.#pages = pages?.[Symbol.asyncIterator]() ?? null;
  }

  /** Reads page `index`, from 0; `null` where there is none. Indexes never go back. */
  async at(index: number): Promise<AccountsPageRecord | null> {
    while (this.#index < index && this.#pages !== null) {
      const next = await this.#pages.next();
      this.#index = next.done ? Number.POSITIVE_INFINITY : this.#index + 1;
      this.#current = next.done ? null : next.value;
    }
    return this.#current;
  }
}
