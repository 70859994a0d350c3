import * as z from 'zod/mini';
import { type PostFilters, parseFilters } from './popup-view.ts';

/** The most saved filters, and the longest name and text of one, in characters. */
export const MAX_SAVED_FILTERS = 50;
export const MAX_FILTER_NAME_LENGTH = 60;
const MAX_TEXT_LENGTH = 500;

const text = z.string().check(z.maxLength(MAX_TEXT_LENGTH));

/** A choice of posts that the user has named. */
const savedFilterSchema = z.readonly(
  z.object({
    /** Unique; made by the page that saves it, so that saving twice saves one. */
    id: text,
    name: z.string().check(z.minLength(1), z.maxLength(MAX_FILTER_NAME_LENGTH)),
    /** Days; `null`: the look-back window of the settings. */
    windowDays: z.nullable(z.number().check(z.minimum(1), z.maximum(365))),
    filters: z.pipe(
      z.record(z.string(), z.nullable(z.union([text, z.number()]))),
      z.transform((stored): PostFilters => parseFilters(stored)),
    ),
    /** As typed; empty: none. */
    search: text,
  }),
);

export type SavedFilter = z.infer<typeof savedFilterSchema>;

/** The saved filters, in the user's order. One that does not fit is left out. */
export const savedFiltersSchema = z.readonly(
  z.pipe(
    z.array(z.unknown()),
    z.transform((stored): readonly SavedFilter[] => readSavedFilters(stored)),
  ),
);

/** Reads saved filters of a file or of storage; each that does not fit is left out. */
export function readSavedFilters(stored: readonly unknown[]): readonly SavedFilter[] {
  const filters = new Map<string, SavedFilter>();
  for (const entry of stored) {
    const parsed = savedFilterSchema.safeParse(entry);
    if (parsed.success) filters.set(parsed.data.id, parsed.data);
  }
  return [...filters.values()].slice(0, MAX_SAVED_FILTERS);
}

/** The commands that change saved filters. Each may be sent twice; each undoes another. */
export const SAVED_FILTER_COMMANDS = [
  /** Adds a filter, or replaces the one with its id. */
  z.object({
    type: z.literal('save-filter'),
    filter: savedFilterSchema,
    /** The place of a filter that is added; `null`: the end. */
    place: z.nullable(z.number()),
  }),
  z.object({ type: z.literal('delete-filter'), id: z.string() }),
] as const;

const savedFilterCommandSchema = z.union(SAVED_FILTER_COMMANDS);

export type SavedFilterCommand = z.infer<typeof savedFilterCommandSchema>;

/** Returns the saved filters after a command. One more than there is room for is not added. */
export function applySavedFilterCommand(
  saved: readonly SavedFilter[],
  command: SavedFilterCommand,
): readonly SavedFilter[] {
  if (command.type === 'delete-filter') return saved.filter(({ id }) => id !== command.id);
  const { filter, place } = command;
  const index = saved.findIndex(({ id }) => id === filter.id);
  if (index >= 0) return saved.with(index, filter);
  if (saved.length >= MAX_SAVED_FILTERS) return saved;
  return saved.toSpliced(place ?? saved.length, 0, filter);
}

/**
 * Returns the command that takes back another.
 *
 * @param saved before the command
 */
export function inverseOf(
  saved: readonly SavedFilter[],
  command: SavedFilterCommand,
): SavedFilterCommand | null {
  const id = command.type === 'delete-filter' ? command.id : command.filter.id;
  const place = saved.findIndex((filter) => filter.id === id);
  const filter = saved[place];
  if (filter !== undefined) return { type: 'save-filter', filter, place };
  return command.type === 'delete-filter' ? null : { type: 'delete-filter', id };
}
