import * as z from 'zod/mini';
import { LIST_NAMES, type ListName } from '../breakouts/output/list-names.ts';
import { windowRankingSchema } from '../breakouts/output/window-ranking.ts';

const text = z.nullable(z.string());

/** A breakout of the look-back window, with the ids that can mute it; counted by badge and tabs. */
const currentBreakoutSchema = z.readonly(
  z.object({
    id: z.string(),
    accountKey: text,
    creatorName: text,
    /** True for a post of an account rise: all of these count as one. */
    isPartOfRise: z.boolean(),
  }),
);

/**
 * The ranking of the look-back window, cut to the rows of the first frame; the complete one is in
 * the database `published`.
 */
export const firstRankingSchema = z.readonly(
  z.object({
    /** The generation of its publication. */
    generation: z.number(),
    /** Every breakout of the look-back window, the strongest first. */
    breakouts: z.readonly(z.array(currentBreakoutSchema)),
    /** True if `breakouts` has only the first of them: the others are stored under another key. */
    hasMore: z.optional(z.boolean()),
    /** The lengths of the complete lists. */
    lengths: z.readonly(
      z.object(
        Object.fromEntries(LIST_NAMES.map((name) => [name, z.number()])) as Record<
          ListName,
          z.ZodMiniNumber<number>
        >,
      ),
    ),
    /** Lists hold the first rows only. */
    ranking: windowRankingSchema,
  }),
);

export type CurrentBreakout = z.infer<typeof currentBreakoutSchema>;
export type FirstRanking = z.infer<typeof firstRankingSchema>;
