import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { noteGarbage } from '../../../utils/library/note-garbage.ts';

describe('noteGarbage', () => {
  const created = vi.fn();

  beforeEach(() => {
    vi.stubGlobal('ArrayBuffer', function ArrayBufferOf(bytes: number) {
      created(bytes);
    });
    // What earlier calls have counted is collected by this one.
    noteGarbage(10_000);
    created.mockReset();
  });

  afterEach(() => vi.unstubAllGlobals());

  it('takes a large buffer once 10,000 records were noted, and then counts again', () => {
    noteGarbage(9000);
    noteGarbage(999);
    expect(created).not.toHaveBeenCalled();
    noteGarbage(1);
    expect(created.mock.calls).toEqual([[256 * 1024 * 1024]]);
    noteGarbage(9999);
    expect(created).toHaveBeenCalledTimes(1);
    noteGarbage(20_000);
    expect(created).toHaveBeenCalledTimes(2);
  });

  it('goes on where there is no room for the buffer', () => {
    created.mockImplementation(() => {
      throw new RangeError('Array buffer allocation failed');
    });
    noteGarbage(10_000);
    expect(created).toHaveBeenCalledTimes(1);
    noteGarbage(10_000);
    expect(created).toHaveBeenCalledTimes(2);
  });
});
