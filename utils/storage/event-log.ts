import { appendEvent, type NewEvent } from '../state/event.ts';
import { eventsStore } from './stored-values.ts';

let latest: Promise<void> = Promise.resolve();

/**
 * Adds an event to the diagnostics, one after another, because each call reads and writes the whole list. Never
 * throws: nothing depends on the diagnostics.
 */
export function logEvent(event: NewEvent): Promise<void> {
  latest = latest
    .then(async () => eventsStore.write(appendEvent(await eventsStore.read(), event, Date.now())))
    .catch(() => undefined);
  return latest;
}
