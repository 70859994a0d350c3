import type { Marks } from '../state/marks.ts';
import { pageStorage } from './page-storage.ts';
import { PAGE_STATE_KEY, parsePageState } from './published-page.ts';

/** Reads the user's marks as they are stored now. @throws when the worker has not written them */
export async function readMarks(): Promise<Marks> {
  const items = await pageStorage.get('local', [PAGE_STATE_KEY]);
  const state = parsePageState(items[PAGE_STATE_KEY]);
  if (state === null) throw new Error('the worker has not written the state of pages');
  return state.marks;
}
