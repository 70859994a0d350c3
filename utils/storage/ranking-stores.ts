import * as z from 'zod/mini';
import { flaggedPostSchema } from '../breakouts/model/flagged-post.ts';
import { evidenceLogSchema } from '../breakouts/output/evidence-log.ts';
import { sensitivityPreviewSchema } from '../breakouts/output/sensitivity-preview.ts';
import { storedValue } from './stored-value.ts';

/*
 * What is remembered from one ranking to the next, and what the options show of it. Apart from the other stores, so that the popup need not
 * load what it does not read.
 */

/** Which posts were flagged as breakouts, and under which rule: look-back window and sensitivity. */
export const flagsStore = storedValue(
  'local',
  'flags',
  z.readonly(z.object({ rule: z.string(), posts: z.readonly(z.array(flaggedPostSchema)) })),
  { rule: '', posts: [] },
);

/** What could have been a breakout in the past 30 days; read by the worker alone. */
export const evidenceLogStore = storedValue('local', 'evidenceLog', evidenceLogSchema, { windowDays: 0, evidence: [] });

/** What each sensitivity finds; `null` before the first sync. */
export const sensitivityPreviewStore = storedValue(
  'local',
  'sensitivityPreview',
  z.nullable(sensitivityPreviewSchema),
  null,
);
