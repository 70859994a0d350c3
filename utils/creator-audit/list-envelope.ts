import * as z from 'zod/mini';
import { textField } from './lenient-fields.ts';

/** The maximum number of rows of one page (API reference, Conventions). */
export const PAGE_LIMIT = 200;

/** A longer cursor does not fit into a URL. */
const MAX_CURSOR_LENGTH = 4096;

/**
 * The envelope of a page of any list. `has_next` is required: without it a truncated list looks
 * like a complete one, and half a library would be shown as complete.
 */
export const listEnvelopeSchema = z.object({
  data: z.array(z.unknown()),
  pagination: z
    .object({
      has_next: z.boolean(),
      next_cursor: z.optional(z.unknown()),
      total_count: z.optional(z.unknown()),
    })
    .check(z.refine(({ has_next, next_cursor }) => !has_next || parseCursor(next_cursor) !== null)),
  filters: z.optional(z.unknown()),
});

type ListEnvelope = z.infer<typeof listEnvelopeSchema>;

/** The cursor of the page that follows; `null` on the last page. */
export function nextCursorOf({ pagination }: ListEnvelope): string | null {
  return pagination.has_next ? parseCursor(pagination.next_cursor) : null;
}

/** The rows that fit `schema`; the others are left out. */
export function parseRows<T>({ data }: ListEnvelope, schema: z.ZodMiniType<T>): T[] {
  const rows: T[] = [];
  for (const row of data) {
    const parsed = schema.safeParse(row);
    if (parsed.success) rows.push(parsed.data);
  }
  return rows;
}

function parseCursor(cursor: unknown): string | null {
  const text = textField(cursor);
  return text !== null && text.length <= MAX_CURSOR_LENGTH ? text : null;
}
