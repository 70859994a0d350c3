/** The host of the API. */
export const API_HOST = 'api.creatoraudit.com';

/** The hosts of webhooks. */
export const WEBHOOK_HOSTS = ['hooks.slack.com', 'discord.com'] as const;
