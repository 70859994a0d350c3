import * as z from 'zod/mini';

/** The owner of the stored key: all that screens learn of it. */
export const keyOwnerSchema = z.readonly(
  z.object({
    organizationId: z.string(),
    /** The name the key was given at CreatorAudit. */
    apiKeyName: z.nullable(z.string()),
    /** The last four characters of the key, to distinguish keys. */
    lastFour: z.string(),
    /** ms since epoch; with the organization it distinguishes the runs of different keys. */
    savedAt: z.number(),
  }),
);

export type KeyOwner = z.infer<typeof keyOwnerSchema>;
