import { UsageError } from './run-command.ts';

/**
 * Parses the value of a flag or argument that takes a whole number.
 *
 * @param name as the user wrote it, such as `--posts`
 * @throws UsageError when `text` isn't one, or is out of bounds
 */
export function wholeNumber(name: string, text: string, min: number, max: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= min && number <= max) return number;
  throw new UsageError(`${name} takes a whole number from ${min} to ${max}, not "${text}".`);
}
