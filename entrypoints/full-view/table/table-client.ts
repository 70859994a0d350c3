import type { LibraryTable } from './library-table.ts';
import type { TableAnswer, TableMethod, TableRequest } from './table-worker.ts';

/** The worker's methods, as the page calls them. */
export type TableClient = LibraryTable;

/** Starts the worker of the table. */
export function createTableClient(): TableClient {
  const worker = new Worker(new URL('./table-worker.ts', import.meta.url), { type: 'module' });
  const pending = new Map<number, PromiseWithResolvers<unknown>>();
  let latest = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<TableAnswer>) => {
    const waiting = pending.get(data.id);
    pending.delete(data.id);
    if ('error' in data) waiting?.reject(new Error(data.error));
    else waiting?.resolve(data.result);
  });
  worker.addEventListener('error', ({ message }) => {
    for (const waiting of pending.values()) waiting.reject(new Error(message));
    pending.clear();
  });
  const ask =
    <Method extends TableMethod>(method: Method) =>
    (input: Parameters<LibraryTable[Method]>[0]) => {
      latest += 1;
      const waiting = Promise.withResolvers<unknown>();
      pending.set(latest, waiting);
      worker.postMessage({ id: latest, method, input } satisfies TableRequest);
      return waiting.promise as ReturnType<LibraryTable[Method]>;
    };
  return {
    rank: ask('rank'),
    texts: ask('texts'),
    course: ask('course'),
    search: ask('search'),
    prepareSearch: () => ask('prepareSearch')(undefined),
  };
}
