import type { Marks } from '../state/marks.ts';
import { loadPage } from './page-reader.ts';

/** Reads the user's marks as they are stored now. @throws as {@link loadPage} */
export async function readMarks(): Promise<Marks> {
  return (await loadPage()).state.marks;
}
