/** The ways in which alerts reach the user. */
export const CHANNELS = ['desktop', 'slack', 'discord'] as const;

export type Channel = (typeof CHANNELS)[number];

/** Makes a record with a value for each channel. */
export function forEachChannel<T>(create: (channel: Channel) => T): Record<Channel, T> {
  return Object.fromEntries(CHANNELS.map((channel) => [channel, create(channel)])) as Record<
    Channel,
    T
  >;
}
