import * as z from 'zod/mini';

/** Whose key is saved: all that any screen ever learns of it. */
export const keyOwnerSchema = z.readonly(
  z.object({
    organizationId: z.string(),
    /** The name the key was given at CreatorAudit. */
    apiKeyName: z.nullable(z.string()),
    /** The last four characters of the key, to tell one key from another. */
    lastFour: z.string(),
    /** ms since epoch; with the organization it tells a run of this key from a run of another. */
    savedAt: z.number(),
  }),
);

export type KeyOwner = z.infer<typeof keyOwnerSchema>;
