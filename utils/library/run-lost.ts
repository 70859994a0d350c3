import { StorageError } from '../storage/storage-error.ts';

/**
 * The run under way cannot continue: its data, or the library that it extends, is damaged or gone.
 * The database itself is intact, so a new run helps and nothing has to be rebuilt.
 */
export class RunLost extends StorageError {
  constructor() {
    super('storage-unavailable', 'library', new Error('staged records are damaged or gone'));
    this.name = 'RunLost';
  }
}
