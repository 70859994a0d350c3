import { invalidField } from './api-problem.ts';
import type { ListName, Platform } from './library-post.ts';

const ORDERS = ['added_at', 'create_time', 'view_count', 'like_count', 'play_count'] as const;
export type Order = (typeof ORDERS)[number];

/** The given filters of a list; the response repeats them. */
interface ListFilters {
  readonly platform?: Platform;
  readonly account_id?: string;
  readonly is_active?: boolean;
  readonly q?: string;
}

/** A valid request for one page of posts. */
export interface ListQuery {
  readonly filters: ListFilters;
  readonly order: Order;
  readonly descending: boolean;
  /** 1–200, default 50. */
  readonly limit: number;
  readonly cursor: string | null;
  readonly includeTotal: boolean;
}

/** @throws {ApiProblem} 422 when `text` is neither `true` nor `false`. */
function parseBoolean(field: string, text: string): boolean {
  if (text !== 'true' && text !== 'false') throw invalidField(field, 'must be true or false');
  return text === 'true';
}

/** Parses the page size. @throws {ApiProblem} 422 unless it is a whole number from 1 to 200. */
export function parseLimit(query: URLSearchParams): number {
  const text = query.get('limit') ?? '50';
  const limit = Number(text);
  if (!/^\d+$/.test(text) || limit < 1 || limit > 200)
    throw invalidField('limit', 'must be a whole number from 1 to 200');
  return limit;
}

function parseFilters(query: URLSearchParams): ListFilters {
  const platform = query.get('platform');
  const accountId = query.get('account_id');
  const isActive = query.get('is_active');
  const q = query.get('q');
  if (platform !== null && platform !== 'instagram' && platform !== 'tiktok') {
    throw invalidField('platform', 'must be instagram or tiktok');
  }
  return {
    ...(platform === null ? {} : { platform }),
    ...(accountId === null ? {} : { account_id: accountId }),
    ...(isActive === null ? {} : { is_active: parseBoolean('is_active', isActive) }),
    ...(q === null ? {} : { q }),
  };
}

/**
 * Parses the query of a list of posts. Unknown parameters are ignored.
 * @throws {ApiProblem} 422 for a value that the API does not take.
 */
export function parseListQuery(list: ListName, query: URLSearchParams): ListQuery {
  const orders = ORDERS.filter((candidate) => candidate !== 'play_count' || list === 'videos');
  const asked = query.get('order_by') ?? 'added_at';
  const order = orders.find((candidate) => candidate === asked);
  if (order === undefined) throw invalidField('order_by', `must be one of ${orders.join(', ')}`);
  const direction = query.get('order_direction') ?? 'desc';
  if (direction !== 'asc' && direction !== 'desc')
    throw invalidField('order_direction', 'must be asc or desc');
  return {
    filters: parseFilters(query),
    order,
    descending: direction === 'desc',
    limit: parseLimit(query),
    cursor: query.get('cursor'),
    includeTotal: parseBoolean('include_total', query.get('include_total') ?? 'false'),
  };
}
