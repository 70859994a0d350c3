import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import * as z from 'zod/mini';
import { withChecksum } from '../../../utils/storage/integrity.ts';
import { readBatch, storedValue, writeBatch } from '../../../utils/storage/stored-value.ts';

const colour = storedValue('local', 'colour', z.string(), 'grey');
const size = storedValue('local', 'size', z.number(), 1);

beforeEach(() => fakeBrowser.reset());

describe('a stored value', () => {
  it('is its fallback until something is written', async () => {
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
  ])('is its fallback when storage holds %s', async (_, stored) => {
    await fakeBrowser.storage.local.set({ colour: stored });
    expect(await colour.read()).toBe('grey');
    expect(colour.check(stored)).toBeUndefined();
  });

  it('is told to those who follow it, also when session storage stands in', async () => {
    const told: string[] = [];
    const stop = colour.follow((value) => told.push(value));
    await colour.write('red');
    await fakeBrowser.storage.session.set({ colour: colour.entry('blue').stored });
    stop();
    await colour.write('green');
    expect(told).toEqual(['red', 'blue']);
  });

  it('is read and written together with others of its area only', async () => {
    await writeBatch([colour.entry('red'), size.entry(3)]);
    expect(await readBatch(colour, size)).toEqual(['red', 3]);
    const elsewhere = storedValue('session', 'elsewhere', z.string(), '');
    await expect(writeBatch([colour.entry('red'), elsewhere.entry('x')])).rejects.toThrow(RangeError);
    await expect(readBatch(colour, elsewhere)).rejects.toThrow(RangeError);
  });
});

describe('a stored value whose shape has changed twice', () => {
  // Version 1 was a text, version 2 a list of them, version 3 names the list.
  const colours = storedValue('local', 'colours', z.object({ names: z.array(z.string()) }), { names: [] }, [
    (value) => [z.string().parse(value)],
    (value) => ({ names: value }),
  ]);

  it.each([
    [1, 'red'],
    [2, ['red']],
    [3, { names: ['red'] }],
  ])('is brought forward from version %i', async (version, value) => {
    await fakeBrowser.storage.local.set({ colours: { version, value } });
    expect(await colours.read()).toEqual({ names: ['red'] });
  });

  it('is written in the present version', async () => {
    await colours.write({ names: ['red'] });
    expect(await fakeBrowser.storage.local.get('colours')).toEqual({
      colours: withChecksum({ version: 3, value: { names: ['red'] } }),
    });
  });

  it('counts as damaged when a migration throws, or gives what fails the schema', () => {
    expect(colours.check({ version: 1, value: 7 })).toBeUndefined();
    expect(colours.check({ version: 2, value: [7] })).toBeUndefined();
  });

  it('is read by the present schema when a later version of the extension has written it', () => {
    expect(colours.check({ version: 9, value: { names: ['red'], shades: 2 } })).toEqual({ names: ['red'] });
    expect(colours.check({ version: 9, value: ['red'] })).toBeUndefined();
  });
});
