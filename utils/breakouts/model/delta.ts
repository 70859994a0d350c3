/**
 * The gains of one post over one look-back window, as the API gives them. `null`: the API gave
 * none. A number may be negative, because platforms recount.
 */
export interface Delta {
  /** Views gained. */
  readonly views: number | null;
  /** Likes, comments and shares gained, together (the field's *engagement change*). */
  readonly engagement: number | null;
}

/**
 * The deltas of one post by look-back window, in whole days. A window the API left out is absent.
 */
export type DeltasByWindow = Readonly<Record<number, Delta>>;

/** The deltas of many posts, by post id. A post the API does not know is absent. */
export type DeltasByPost = ReadonlyMap<string, DeltasByWindow>;
