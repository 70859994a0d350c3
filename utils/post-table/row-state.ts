import { POST_STATES, type PostState } from '../breakouts/model/post-state.ts';
import {
  CLASSIFICATION_REASONS,
  type PostColumns,
  ROW_STATES,
  type RowState,
} from './post-columns.ts';

const ACCOUNT_RISE = CLASSIFICATION_REASONS.indexOf('account-rise');

/** Returns the state that the table shows of a row. */
export function rowStateOf(columns: PostColumns, row: number): RowState {
  return ROW_STATES[rowStateCode(columns, row)] as RowState;
}

/** Returns the state that the table shows of a row, as an index into `ROW_STATES`. */
export function rowStateCode(
  { states, reasons, endedAt }: Pick<PostColumns, 'states' | 'reasons' | 'endedAt'>,
  row: number,
): number {
  if (reasons[row] === ACCOUNT_RISE) return CODES['account-rise'];
  const state = POST_STATES[states[row] as number] as PostState;
  const isBreakout = state === 'new-hit' || state === 'resurging';
  return !isBreakout && !Number.isNaN(endedAt[row]) ? CODES.ended : CODES[state];
}

const CODES = Object.fromEntries(ROW_STATES.map((state, code) => [state, code])) as Readonly<
  Record<RowState, number>
>;
