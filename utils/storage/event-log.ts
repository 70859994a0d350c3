import { appendEvent, type NewEvent } from '../state/event.ts';
import { serialQueue } from './serial-queue.ts';
import { eventsStore } from './stored-values.ts';

const enqueue = serialQueue();

/**
 * Appends an event to the diagnostics. Calls are serialized, because each reads and writes the
 * complete list. Never throws: nothing depends on the diagnostics.
 */
export function logEvent(event: NewEvent): Promise<void> {
  return enqueue(async () =>
    eventsStore.write(appendEvent(await eventsStore.read(), event, Date.now())),
  ).catch(() => undefined);
}
