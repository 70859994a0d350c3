import { appendEvent, eventsSchema, type NewEvent } from '../state/event.ts';
import { storedValue } from './stored-value.ts';

/** The diagnostics. */
export const eventsStore = storedValue('local', 'events', eventsSchema, []);

let latest: Promise<void> = Promise.resolve();

/** Adds to the diagnostics; one after another, for each is read and written as a whole. Never throws: they only tell of what happens. */
export function logEvent(happening: NewEvent): Promise<void> {
  latest = latest
    .then(async () => eventsStore.write(appendEvent(await eventsStore.read(), happening, Date.now())))
    .catch(() => undefined);
  return latest;
}
