/** The posts of one account in one list. */
export interface Group {
  readonly list: string;
  /** `''`: the account is not known. */
  readonly account: string;
}
