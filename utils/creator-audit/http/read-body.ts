/** The text that was read of a body, and the end of reading. */
export type Body =
  | { readonly ending: 'complete' | 'too-long'; readonly text: string }
  | { readonly ending: 'aborted'; readonly text: string; readonly error: unknown };

/**
 * Reads a body as UTF-8, at most `maxBytes` of it: an endless response must not fill the memory.
 * Never throws; a body that breaks off gives what has come by then.
 */
export async function readBodyText({ body }: Response, maxBytes: number): Promise<Body> {
  if (body === null) return { ending: 'complete', text: '' };
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { ending: 'complete', text: text + decoder.decode() };
      bytes += value.byteLength;
      if (bytes > maxBytes) {
        // Frees the connection; a failure no longer matters.
        reader.cancel().catch(() => {});
        return { ending: 'too-long', text };
      }
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    return { ending: 'aborted', text, error };
  }
}
