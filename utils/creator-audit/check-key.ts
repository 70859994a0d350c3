import * as z from 'zod/mini';
import type { Connection } from './http/connection.ts';
import { request } from './http/request.ts';
import type { Result } from './http/result.ts';
import { idSchema } from './lenient-fields.ts';

/** The organization of a key, as the API names it. */
export interface KeyOwner {
  readonly organizationId: string;
  /** The name that the user gave the key. */
  readonly apiKeyName: string | null;
}

const ownerSchema = z.object({
  data: z.object({
    organization_id: idSchema,
    api_key_name: z.catch(z.nullable(z.string()), null),
  }),
});

/**
 * Asks for the owner of the connection's key, the API's own way to verify one (API reference,
 * Authentication).
 */
export async function checkKey(connection: Connection): Promise<Result<KeyOwner>> {
  const outcome = await request(connection, { method: 'GET', path: '/whoami' }, ownerSchema);
  if (!outcome.ok) return outcome;
  const { organization_id, api_key_name } = outcome.value.data;
  return { ...outcome, value: { organizationId: organization_id, apiKeyName: api_key_name } };
}
