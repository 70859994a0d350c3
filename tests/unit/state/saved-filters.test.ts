import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { NO_FILTERS } from '../../../utils/state/popup-view.ts';
import {
  applySavedFilterCommand,
  inverseOf,
  MAX_SAVED_FILTERS,
  readSavedFilters,
  SAVED_FILTER_COMMANDS,
  type SavedFilter,
  type SavedFilterCommand,
} from '../../../utils/state/saved-filters.ts';
import { savedFilters } from '../../../utils/storage/registry.ts';
import { parseStored, toEntry } from '../../../utils/storage/value-declaration.ts';

const filter = (id: string, changes: Partial<SavedFilter> = {}): SavedFilter => ({
  id,
  name: `Filter ${id}`,
  windowDays: 7,
  filters: { ...NO_FILTERS, creatorName: 'Nike', platform: 'tiktok', minFollowers: 1000 },
  search: '',
  ...changes,
});
const save = (saved: SavedFilter, place: number | null = null): SavedFilterCommand => ({
  type: 'save-filter',
  filter: saved,
  place,
});

describe('applySavedFilterCommand', () => {
  it('adds, renames and deletes, however often the command comes', () => {
    const twice = (saved: readonly SavedFilter[], command: SavedFilterCommand) =>
      applySavedFilterCommand(applySavedFilterCommand(saved, command), command);
    const added = twice([filter('a')], save(filter('b')));
    expect(added.map(({ id }) => id)).toEqual(['a', 'b']);
    const renamed = twice(added, save(filter('a', { name: 'Nike' })));
    expect(renamed.map(({ name }) => name)).toEqual(['Nike', 'Filter b']);
    expect(twice(renamed, { type: 'delete-filter', id: 'a' })).toEqual([filter('b')]);
  });

  it('adds none beyond the limit', () => {
    const full = Array.from({ length: MAX_SAVED_FILTERS }, (_, id) => filter(String(id)));
    expect(applySavedFilterCommand(full, save(filter('more')))).toBe(full);
  });
});

describe('inverseOf', () => {
  it('takes back each command, and puts a deleted filter where it was', () => {
    const saved = ['a', 'b', 'c'].map((id) => filter(id));
    for (const command of [
      save(filter('d')),
      save(filter('b', { name: 'Renamed' })),
      { type: 'delete-filter', id: 'b' },
    ] as const) {
      const inverse = inverseOf(saved, command);
      expect(z.union(SAVED_FILTER_COMMANDS).parse(inverse)).toEqual(inverse);
      const after = applySavedFilterCommand(saved, command);
      expect(after).not.toEqual(saved);
      expect(applySavedFilterCommand(after, inverse as SavedFilterCommand)).toEqual(saved);
    }
  });

  it('is null where nothing was deleted', () => {
    expect(inverseOf([], { type: 'delete-filter', id: 'a' })).toBeNull();
  });
});

describe('stored saved filters', () => {
  it('round-trip through storage', () => {
    const all = [filter('a'), filter('b', { windowDays: null, search: 'creme' })];
    expect(parseStored(savedFilters, toEntry(savedFilters, all).stored)).toEqual(all);
  });

  it('are no more than there is room for', () => {
    const many = Array.from({ length: MAX_SAVED_FILTERS + 1 }, (_, id) => filter(String(id)));
    expect(readSavedFilters(many)).toEqual(many.slice(0, MAX_SAVED_FILTERS));
  });

  it('leave out each that does not fit, and repeated ids', () => {
    const odd = [7, null, { id: 'x' }, filter('long', { name: 'n'.repeat(61) })];
    expect(readSavedFilters([...odd, filter('a'), filter('a', { name: 'Later' })])).toEqual([
      filter('a', { name: 'Later' }),
    ]);
    const strange = { ...filter('a'), filters: { platform: 'tiktok', mood: 'blue' } };
    expect(readSavedFilters([strange])[0]?.filters).toEqual({ ...NO_FILTERS, platform: 'tiktok' });
  });
});
