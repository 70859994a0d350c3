import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import * as z from 'zod/mini';
import { browserStorage } from '../../../utils/storage/storage-adapter.ts';
import { readValues, storedValue, writeEntries } from '../../../utils/storage/stored-value.ts';
import { declareValue, parseStored } from '../../../utils/storage/value-declaration.ts';

const declaredColour = declareValue({
  key: 'colour',
  formerKeys: ['color'],
  schema: z.string(),
  fallback: 'grey',
  isOrganizationData: false,
});
const colour = storedValue(declaredColour, browserStorage);
const size = storedValue(
  declareValue({ key: 'size', schema: z.number(), fallback: 1, isOrganizationData: false }),
  browserStorage,
);

beforeEach(() => fakeBrowser.reset());

describe('StoredValue', () => {
  it('returns its fallback until something is written', async () => {
    expect(await colour.read()).toBe('grey');
    await colour.write('red');
    expect(await colour.read()).toBe('red');
    await colour.remove();
    expect(await colour.read()).toBe('grey');
  });

  it.each([
    ['a value of another shape', { version: 1, value: 7 }],
    ['a bare value', 'red'],
    ['nothing', null],
    ['a version that never was', { version: 0, value: 'red' }],
    ['a version that is no number', { version: 'one', value: 'red' }],
  ])('returns its fallback when storage contains %s', async (_, stored) => {
    await fakeBrowser.storage.local.set({ colour: stored });
    expect(await colour.read()).toBe('grey');
    expect(parseStored(declaredColour, stored)).toBeUndefined();
  });

  it('reads a former key until it is written under its own, and removes both', async () => {
    await fakeBrowser.storage.local.set({ color: { version: 1, value: 'blue' } });
    expect(await colour.read()).toBe('blue');
    await colour.write('red');
    expect(await colour.read()).toBe('red');
    await colour.remove();
    expect(await fakeBrowser.storage.local.get(null)).toEqual({});
  });

  it('notifies its listeners, also when session storage is the fallback', async () => {
    const received: string[] = [];
    const watched = storedValue(declaredColour, browserStorage);
    const stop = watched.watch((value) => received.push(value));
    await colour.write('red');
    await fakeBrowser.storage.session.set({ colour: colour.toEntry('blue').stored });
    await colour.remove();
    stop();
    await colour.write('green');
    expect(received).toEqual(['red', 'blue', 'grey']);
  });

  it('notifies nobody of other values, nor of other storage areas', async () => {
    const listener = vi.fn();
    const stop = colour.watch(listener);
    await size.write(3);
    await fakeBrowser.storage.sync.set({ colour: colour.toEntry('blue').stored });
    stop();
    expect(listener).not.toHaveBeenCalled();
  });

  it('reads and writes nothing in an empty batch', async () => {
    const set = vi.spyOn(fakeBrowser.storage.local, 'set');
    await writeEntries(browserStorage, []);
    expect(set).not.toHaveBeenCalled();
    expect(await readValues(browserStorage, [])).toEqual([]);
  });

  it('is read and written in one batch only with others of its area', async () => {
    await writeEntries(browserStorage, [colour.toEntry('red'), size.toEntry(3)]);
    expect(await readValues(browserStorage, [colour, size])).toEqual(['red', 3]);
    const elsewhere = storedValue(
      declareValue({
        area: 'session',
        key: 'elsewhere',
        schema: z.string(),
        fallback: '',
        isOrganizationData: false,
      }),
      browserStorage,
    );
    await expect(
      writeEntries(browserStorage, [colour.toEntry('red'), elsewhere.toEntry('x')]),
    ).rejects.toThrow('writes to one storage area');
    await expect(readValues(browserStorage, [colour, elsewhere])).rejects.toThrow(
      'reads from one storage area',
    );
  });
});

describe('StoredValue, two migrations', () => {
  // Version 1 was a text, version 2 a list of them, version 3 names the list.
  const declared = declareValue({
    key: 'colours',
    schema: z.object({ names: z.array(z.string()) }),
    fallback: { names: [] },
    migrations: [(value) => [z.string().parse(value)], (value) => ({ names: value })],
    isOrganizationData: false,
  });
  const colours = storedValue(declared, browserStorage);

  it.each([
    [1, 'red'],
    [2, ['red']],
    [3, { names: ['red'] }],
  ])('migrates from version %i', async (version, value) => {
    await fakeBrowser.storage.local.set({ colours: { version, value } });
    expect(await colours.read()).toEqual({ names: ['red'] });
  });

  it('writes the current version', async () => {
    await colours.write({ names: ['red'] });
    expect(await fakeBrowser.storage.local.get('colours')).toEqual({
      colours: { version: 3, value: { names: ['red'] } },
    });
  });

  it('treats a value as damaged when a migration throws or its result fails the schema', () => {
    expect(parseStored(declared, { version: 1, value: 7 })).toBeUndefined();
    expect(parseStored(declared, { version: 2, value: [7] })).toBeUndefined();
  });

  it('parses a value of a later version by the current schema', () => {
    expect(parseStored(declared, { version: 9, value: { names: ['red'], shades: 2 } })).toEqual({
      names: ['red'],
    });
    expect(parseStored(declared, { version: 9, value: ['red'] })).toBeUndefined();
  });
});
