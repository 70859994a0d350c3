import { version } from '../../package.json';
import { checksum } from './checksum.ts';
import { stableStringify } from './stable-stringify.ts';

/** The version of the extension that this code is. */
export const EXTENSION_VERSION = version;

/** What stands in storage: a value with the version of its shape, so that a later version can migrate it. */
export interface Envelope<T = unknown> {
  readonly version: number;
  readonly value: T;
}

/**
 * An envelope with its seal: a checksum of what is in it and of the extension's version. So whoever reads it can tell that this very version of
 * the extension wrote the value, whose type its code vouches for, and that nothing has damaged it since: a page that opens need not
 * load the schemas then.
 */
export function withChecksum<T>(envelope: Envelope<T>): Envelope<T> & { readonly seal: number } {
  return { ...envelope, seal: sealOf(envelope) };
}

/** Whether what stands in storage was {@link withChecksum} by this version of the extension and is as it was. */
export function hasValidChecksum(stored: unknown): stored is Envelope {
  if (typeof stored !== 'object' || stored === null) return false;
  const { version, value, seal } = stored as Partial<ReturnType<typeof withChecksum>>;
  return version !== undefined && seal === sealOf({ version, value });
}

function sealOf({ version, value }: Envelope): number {
  return checksum(`${EXTENSION_VERSION} ${version} ${stableStringify(value)}`);
}
