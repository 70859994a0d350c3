import { StorageError } from '../storage/storage-error.ts';

/**
 * The run under way cannot go on: what it has fetched is damaged or gone, or the library it adds to
 * is. The library itself is sound, so a new run helps and nothing has to be rebuilt.
 */
export class RunLost extends StorageError {
  constructor() {
    super('storage-unavailable', 'library', new Error('staged records are damaged or gone'));
    this.name = 'RunLost';
  }
}
