import {
  reportChannels,
  reportEvents,
  reportKeyOwner,
  reportNotices,
  reportPublication,
  reportSettings,
  reportStatus,
} from '../state/redacted-report.ts';
import { pageStorage } from './page-storage.ts';
import * as declared from './registry.ts';
import { readableValue, readValues } from './stored-value.ts';
import type { ValueDeclaration } from './value-declaration.ts';

/** The lines of a reported value, without key, captions or names. */
type Lines = (value: unknown) => readonly string[];

/** The lines of each declaration with `isReported`, by its key. */
const LINES: ReadonlyMap<string, Lines> = new Map([
  lines(declared.keyOwner, reportKeyOwner),
  lines(declared.settings, reportSettings),
  lines(declared.publication, reportPublication),
  lines(declared.syncStatus, reportStatus),
  lines(declared.notices, reportNotices),
  lines(declared.channels, reportChannels),
  lines(declared.events, reportEvents),
]);

function lines<T>(
  { key }: ValueDeclaration<T>,
  linesOf: (value: T) => readonly string[],
): [string, Lines] {
  return [key, linesOf as Lines];
}

/**
 * Reads the lines that each value adds to the report for support, by its key.
 *
 * @throws RangeError for a value that is to be reported and has no lines
 */
export async function readReportSections(): Promise<ReadonlyMap<string, readonly string[]>> {
  const reported = declared.LOCAL_VALUES.filter(({ isReported }) => isReported);
  const values = reported.map((declaration) => readableValue(declaration, pageStorage));
  const read = await readValues(pageStorage, values);
  return new Map(
    reported.map(({ key }, index) => {
      const linesOf = LINES.get(key);
      if (linesOf === undefined) throw new RangeError(`no lines for ${key}`);
      return [key, linesOf(read[index])];
    }),
  );
}
