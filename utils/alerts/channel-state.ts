import * as z from 'zod/mini';
import { CHANNELS, type Channel, forEachChannel } from './channel.ts';

/** The reasons why a message did not get through a channel. */
const CHANNEL_FAULTS = [
  // Passes by itself: the message is sent later.
  'offline',
  'network',
  'timeout',
  'rate-limited',
  'server-error',
  'redirected',
  'not-shown',
  // The message is dropped; others may get through.
  'rejected',
  // Needs the user: the channel waits.
  'revoked',
  'access-missing',
  'address-missing',
] as const;

export type ChannelFault = (typeof CHANNEL_FAULTS)[number];

const STOPPING: ReadonlySet<ChannelFault> = new Set([
  'revoked',
  'access-missing',
  'address-missing',
]);

const time = z.number();

const channelStateSchema = z.readonly(
  z.object({
    /** True if the user has switched the channel on. */
    isOn: z.boolean(),
    /** The last characters of the saved address; `null`: none is saved, or none is needed. */
    addressEnding: z.nullable(z.string()),
    /** The last failure, until a message gets through. */
    fault: z.nullable(
      z.readonly(
        z.object({
          kind: z.enum(CHANNEL_FAULTS),
          /** Of the response. */
          status: z.nullable(z.number()),
          at: time,
        }),
      ),
    ),
    /** The last message that got through. */
    lastSent: z.nullable(z.readonly(z.object({ id: z.string(), at: time, title: z.string() }))),
    /** The messages that could not be sent within a day since the last one that could. */
    givenUp: z.nullable(z.readonly(z.object({ at: time, count: z.number() }))),
  }),
);

export type ChannelState = z.infer<typeof channelStateSchema>;

/** A channel that was never switched on. */
export const CHANNEL_OFF: ChannelState = {
  isOn: false,
  addressEnding: null,
  fault: null,
  lastSent: null,
  givenUp: null,
};

/** The state of each channel. */
export type ChannelStates = Readonly<Record<Channel, ChannelState>>;

/** All channels as they are after the installation: off. */
export const CHANNELS_OFF: ChannelStates = forEachChannel(() => CHANNEL_OFF);

/** The states as stored. One that is damaged or missing is off. */
export const channelStatesSchema = z.readonly(
  z.object(forEachChannel(() => z.catch(channelStateSchema, CHANNEL_OFF))),
);

/** Returns true if the channel waits for the user: its messages are kept and not sent. */
function isStopped({ fault }: ChannelState): boolean {
  return fault !== null && STOPPING.has(fault.kind);
}

/** Returns true if messages are to be made for a channel. */
export function isActive(channel: Channel, state: ChannelState): boolean {
  const isComplete = channel === 'desktop' || state.addressEnding !== null;
  return state.isOn && isComplete && !isStopped(state);
}

/** The channels that messages are to be made for. */
export function activeChannels(states: ChannelStates): readonly Channel[] {
  return CHANNELS.filter((channel) => isActive(channel, states[channel]));
}
