import { appendEvent, type NewEvent } from '../state/event.ts';
import { serialQueue } from './serial-queue.ts';
import { eventsStore } from './stored-values.ts';

const enqueue = serialQueue();

/**
 * Adds an event to the diagnostics, one after another, because each call reads and writes the whole list. Never
 * throws: nothing depends on the diagnostics.
 */
export function logEvent(event: NewEvent): Promise<void> {
  return enqueue(async () => eventsStore.write(appendEvent(await eventsStore.read(), event, Date.now()))).catch(
    () => undefined,
  );
}
