import * as z from 'zod';
import { windowsToAsk } from '../../utils/breakouts/model/lookback-window.ts';
import type { Sensitivity } from '../../utils/breakouts/model/sensitivity.ts';
import type { ClassifyInput } from '../../utils/breakouts/rule/classify-posts.ts';
import { objectField } from '../../utils/creator-audit/lenient-fields.ts';
import { parseDeltas } from '../../utils/creator-audit/parse-deltas.ts';
import { videoRowSchema } from '../../utils/creator-audit/video-row.ts';

/**
 * The smallest number of milliseconds since epoch; smaller numbers are seconds (it is 1973 in ms,
 * and 5138 in s).
 */
const SMALLEST_MS = 1e11;

const timeSchema = z.union(
  [
    z.iso
      .datetime({ offset: true, local: true })
      .transform((text) => Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`)),
    z.number().transform((time) => (time < SMALLEST_MS ? 1000 * time : time)),
  ],
  { error: 'must be an ISO 8601 time, or milliseconds or seconds since 1970' },
);

const windowSchema = z
  .union(
    [
      z.number(),
      z
        .string()
        .regex(/^\d+d?$/)
        .transform((text) => Number.parseInt(text, 10)),
    ],
    {
      error: 'must be a number of days, such as 7 or "7d"',
    },
  )
  .refine(
    (days) => Number.isInteger(days) && days >= 1 && days <= 365,
    'must be 1 to 365 whole days',
  );

const sensitivitySchema: z.ZodType<Sensitivity> = z.union(
  [
    z.enum(['sensitive', 'balanced', 'quiet']),
    z.object({
      kind: z.literal('custom').default('custom'),
      multiple: z.number().positive(),
      minimumGain: z.number().min(0),
    }),
  ],
  {
    error:
      'must be "sensitive", "balanced", "quiet" or ' +
      '{ "kind": "custom", "multiple": …, "minimumGain": … }',
  },
);

const fileSchema = z.object(
  {
    now: timeSchema,
    window: windowSchema,
    sensitivity: sensitivitySchema.default('balanced'),
    posts: z.array(z.unknown(), { error: 'must be a list of rows as the API lists them' }),
    deltas: z.unknown().refine((deltas) => objectField(deltas) !== null || Array.isArray(deltas), {
      error: 'must map ids to gains by window, such as { "<id>": { "7d": 1234, "14d": 2000 } }',
    }),
  },
  { error: 'must be an object with now, window, sensitivity, posts and deltas' },
);

/** The content of a file to rank. */
export interface RankInput {
  readonly input: ClassifyInput;
  /** The number of rows without an id, which are skipped. */
  readonly rowsWithoutId: number;
}

/**
 * Parses a file for `npm run rank`: `{ now, window, sensitivity, posts, deltas }`, rows and deltas
 * parsed like a response of the API. `now` is an ISO 8601 time (without a zone: UTC), or
 * milliseconds or seconds since 1970; `window` is 7 or `"7d"`. Of two rows with the same id the
 * later counts.
 *
 * @throws Error whose message describes the errors of the file
 */
export function readRankInput(text: string): RankInput {
  const file = fileSchema.safeParse(parseJson(text));
  if (!file.success) {
    const problems = file.error.issues.map(({ path, message }) =>
      [path.join('.'), message].filter(Boolean).join(' '),
    );
    throw new Error(problems.join('\n'));
  }
  const { now, window: windowDays, sensitivity, posts: rows, deltas } = file.data;
  const posts = rows.flatMap((row) => videoRowSchema.safeParse(row).data ?? []);
  const byId = new Map(posts.map((post) => [post.id, post]));
  const asked = { ids: new Set(byId.keys()), windows: new Set(windowsToAsk(windowDays)) };
  const gains = parseDeltas(deltas, asked);
  if (gains === null) throw new Error('deltas have neither of the shapes of the API');
  return {
    input: { posts: [...byId.values()], deltas: gains, windowDays, now, sensitivity },
    rowsWithoutId: rows.length - posts.length,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`is no JSON: ${error instanceof Error ? error.message : error}`);
  }
}
