import * as z from 'zod/mini';
import { alertPostSchema } from './alert-message.ts';

const time = z.number();
const posts = z.readonly(z.array(alertPostSchema));
/** Strengths by id of post or account rise; `null`: not known yet. */
const strengths = z.readonly(z.record(z.string(), z.nullable(z.number())));

const channelMemorySchema = z.readonly(
  z.object({
    /**
     * The current breakouts that are no news, because they were sent, wait to be, or were there
     * before the channel was, each as strong as it was then.
     */
    sentStrengths: strengths,
    /** Breakouts that are to be sent as soon as nothing holds them back. */
    waiting: posts,
    /** Breakouts that wait beyond those in `waiting`, which is limited. */
    moreWaiting: z.number(),
    /** True if `waiting` is sent as the summary of a first update or a long absence. */
    isSummary: z.boolean(),
    /** The times of the messages of the last days. */
    sentAt: z.readonly(z.array(time)),
  }),
);

const digestMemorySchema = z.readonly(
  z.object({
    /** The settings of the digest that it was planned by. */
    plan: z.string(),
    /** The time from which the plan holds. */
    plannedAt: time,
    /** The time of the digest before, or when digests were switched on. */
    since: time,
    /** The breakouts since then. */
    began: posts,
    /** Breakouts since then beyond those in `began`, which is limited. */
    moreBegan: z.number(),
    /** The breakouts that ended since then. */
    ended: posts,
  }),
);

const channelMemory = z.catch(z.nullable(channelMemorySchema), null);

/** The memory of the deciding function. Times are ms since epoch. */
export const alertMemorySchema = z.readonly(
  z.object({
    /** `null`: the channel is off, and will begin with the breakouts that come up from then on. */
    channels: z.readonly(
      z.object({ desktop: channelMemory, slack: channelMemory, discord: channelMemory }),
    ),
    /** `null`: there is no digest. */
    digest: z.catch(z.nullable(digestMemorySchema), null),
    /** The account rises of the last ranking: the ids of their posts, by id of the rise. */
    rises: z.readonly(z.record(z.string(), z.readonly(z.array(z.string())))),
    /** The time of the last ranking that was decided on; `null`: none. */
    decidedAt: z.nullable(time),
    /** The look-back window of that ranking, days. */
    windowDays: z.number(),
  }),
);

export type ChannelMemory = z.infer<typeof channelMemorySchema>;
export type DigestMemory = z.infer<typeof digestMemorySchema>;
export type AlertMemory = z.infer<typeof alertMemorySchema>;

export const NO_ALERT_MEMORY: AlertMemory = {
  channels: { desktop: null, slack: null, discord: null },
  digest: null,
  rises: {},
  decidedAt: null,
  windowDays: 0,
};

export const NEW_CHANNEL_MEMORY: ChannelMemory = {
  sentStrengths: {},
  waiting: [],
  moreWaiting: 0,
  isSummary: false,
  sentAt: [],
};

/** The memory of version 1, as far as it differs. */
const versionOneSchema = z.looseObject({
  channels: z.record(z.string(), z.nullable(z.looseObject({ told: z.unknown() }))),
});

/** Migrates version 1, in which `sentStrengths` was `told`. */
export function migrateAlertMemory(value: unknown): unknown {
  const { channels, ...rest } = versionOneSchema.parse(value);
  const renamed = Object.entries(channels).map(([channel, memory]) => {
    if (memory === null) return [channel, null];
    const { told, ...others } = memory;
    return [channel, { ...others, sentStrengths: told }];
  });
  return { ...rest, channels: Object.fromEntries(renamed) };
}
