/** The ways in which alerts reach the user. */
export const CHANNELS = ['desktop', 'slack', 'discord'] as const;

export type Channel = (typeof CHANNELS)[number];
