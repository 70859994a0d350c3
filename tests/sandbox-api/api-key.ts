import { ApiProblem } from './api-problem.ts';

export const SCOPES = ['read', 'write', 'admin'] as const;
type Scope = (typeof SCOPES)[number];

/** A key of one organization. A deleted key is missing from the list of keys. */
export interface ApiKey {
  /** The secret, sent as `Authorization: Bearer …`. */
  readonly key: string;
  /** The name that `/whoami` returns. */
  readonly name: string;
  readonly organizationId: string;
  readonly scopes: readonly Scope[];
  /** A disabled key, or one whose subscription ended, gets 403 FORBIDDEN. */
  readonly isDisabled: boolean;
}

/**
 * Returns the key of a request.
 * @throws {ApiProblem} 401 without a bearer key or with an unknown one, 403 FORBIDDEN with a
 * disabled one.
 */
export function authenticate(keys: readonly ApiKey[], authorization: string | undefined): ApiKey {
  const bearer = authorization?.match(/^Bearer (\S+)$/i)?.[1];
  if (bearer === undefined)
    throw new ApiProblem('UNAUTHORIZED', 'An API key is required as a bearer token.');
  const found = keys.find((candidate) => candidate.key === bearer);
  if (!found) throw new ApiProblem('UNAUTHORIZED', 'The API key is not valid.');
  if (found.isDisabled)
    throw new ApiProblem('FORBIDDEN', 'The API key or the subscription is inactive.');
  return found;
}
