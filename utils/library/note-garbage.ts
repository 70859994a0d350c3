/** Records after which their garbage should be collected: it takes about 10 MB. */
const MAX_RECORDS = 10_000;
/** V8 begins to collect when the buffers of a worker have grown by a quarter of this. */
const BUFFER_BYTES = 256 * 1024 * 1024;

let records = 0;

/**
 * Notes records that were read or written, and has the browser collect their garbage when there are
 * many. V8 does not count what the browser keeps beside its objects (requests to a database and
 * their serialized values): it would collect them hundreds of megabytes late. It does count a
 * buffer, which takes no memory as long as nobody writes to it.
 */
export function noteGarbage(count: number): void {
  records += count;
  if (records < MAX_RECORDS) return;
  records = 0;
  try {
    // Minifiers drop a `new` whose result is unused.
    Reflect.construct(ArrayBuffer, [BUFFER_BYTES]);
  } catch {
    // There is no room for it, and V8 has collected all garbage before it said so.
  }
}
