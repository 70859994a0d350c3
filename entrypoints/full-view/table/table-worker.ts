import { createLibraryTable, type LibraryTable } from './library-table.ts';

/*
 * The dedicated worker of the full view: it reads and ranks the library beside the page, which
 * stays quick meanwhile. It has no browser API; what it needs from extension storage is in the
 * requests.
 */

export type TableMethod = keyof LibraryTable;

/** A request to the worker. */
export interface TableRequest {
  readonly id: number;
  readonly method: TableMethod;
  readonly input: unknown;
}

/** The answer to a request: a result, or the message of an error. */
export type TableAnswer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: string };

const table = createLibraryTable();

addEventListener('message', ({ data }: MessageEvent<TableRequest>) => {
  const { id, method, input } = data;
  const answer = table[method] as (input: unknown) => Promise<unknown>;
  answer(input).then(
    (result) => postMessage({ id, result } satisfies TableAnswer, { transfer: buffersOf(result) }),
    (error: unknown) => postMessage({ id, error: String(error) } satisfies TableAnswer),
  );
});

/** Collects the buffers of typed arrays, which move to the page instead of being copied. */
function buffersOf(result: unknown): Transferable[] {
  const values = ArrayBuffer.isView(result) ? [result] : Object.values(result ?? {});
  return values.flatMap((value) => (ArrayBuffer.isView(value) ? [value.buffer] : []));
}
