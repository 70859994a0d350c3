import { describe, expect, it } from 'vitest';
import { readBodyText } from '../../../../utils/creator-audit/http/read-body.ts';

/** A body that brings these texts, each in a chunk, and ends with an error if one is given. */
function bodyOf(texts: readonly string[], error?: unknown): Response {
  const chunks = texts.map((text) => new TextEncoder().encode(text));
  return new Response(
    new ReadableStream({
      pull(controller) {
        const chunk = chunks.shift();
        if (chunk !== undefined) controller.enqueue(chunk);
        else if (error === undefined) controller.close();
        else controller.error(error);
      },
    }),
  );
}

describe('readBodyText', () => {
  it('reads a body to its end, or none', async () => {
    expect(await readBodyText(bodyOf(['one, ', 'two']), 8)).toEqual({
      ...{ ending: 'complete', text: 'one, two' },
    });
    expect(await readBodyText(new Response(null), 8)).toEqual({ ending: 'complete', text: '' });
  });

  it('ends before the chunk that is too long, counted in bytes', async () => {
    expect(await readBodyText(bodyOf(['one, ', 'two!', 'three']), 8)).toEqual({
      ...{ ending: 'too-long', text: 'one, ' },
    });
    expect(await readBodyText(bodyOf(['ééééé']), 8)).toEqual({ ending: 'too-long', text: '' });
  });

  it('gives what has come of a body that breaks off', async () => {
    const error = new TypeError('network error');
    expect(await readBodyText(bodyOf(['one'], error), 8)).toEqual({
      ...{ ending: 'aborted', text: 'one', error },
    });
  });
});
