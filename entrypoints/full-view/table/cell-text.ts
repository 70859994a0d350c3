import { valueAt } from '../../../utils/breakouts/stats/value-at.ts';
import { formatDateTime } from '../../../utils/format/age.ts';
import { formatCompact, formatCount, formatMultiple } from '../../../utils/format/count.ts';
import { formatPercent } from '../../../utils/format/percent.ts';
import { shortAge, timeAgo } from '../../../utils/messages/age-messages.ts';
import {
  missingReasonAdvice,
  missingReasonOfPost,
  shortMissingReason,
} from '../../../utils/messages/missing-reason-messages.ts';
import { gainPeriod } from '../../../utils/messages/row-messages.ts';
import type { MessageKey, Translate } from '../../../utils/messages/translate.ts';
import {
  CLASSIFICATION_REASONS,
  type PostColumns,
  ROW_FLAGS,
  type RowState,
} from '../../../utils/post-table/post-columns.ts';
import { rowStateOf } from '../../../utils/post-table/row-state.ts';
import type { FullViewColumn } from '../../../utils/state/full-view-state.ts';
import type { HiddenBy } from '../../../utils/state/hidden-posts.ts';
import { shownPostAt } from './shown-post-at.ts';

/** The language and time of texts. */
interface CellContext {
  readonly t: Translate;
  readonly locale: string;
  /** ms since epoch. */
  readonly now: number;
}

/** The text of a cell, and what it says in full where it is pointed at. */
export interface CellText {
  readonly text: string;
  readonly title?: string;
}

/** The columns whose cells are a number or a time alone. */
export type NumberColumn = Exclude<FullViewColumn, 'state' | 'post'>;

/** The sign of a number that is not known. */
const UNKNOWN: CellText = { text: '–' };

/** Writes the cell of a number. */
export function numberCell(
  columns: PostColumns,
  row: number,
  column: NumberColumn,
  { t, locale, now }: CellContext,
): CellText {
  const has = (flag: number) => ((columns.flags[row] as number) & flag) !== 0;
  const at = (values: Float64Array) => valueAt(values, row);
  const count = (value: number): CellText =>
    Number.isNaN(value)
      ? UNKNOWN
      : { text: formatCompact(value, locale), title: formatCount(value, locale) };
  const gain = (value: number, words: 'row.viewsGained' | 'row.engagementGained'): CellText => {
    if (Number.isNaN(value)) return UNKNOWN;
    const { windowDays } = columns;
    const period = gainPeriod(shownPostAt(columns, row, undefined), { t, locale, now, windowDays });
    return {
      text: `${value > 0 ? '+' : ''}${formatCompact(value, locale)}`,
      title: t.plural(words, value, formatCount(value, locale), period),
    };
  };
  switch (column) {
    case 'multiple': {
      const multiple = at(columns.multiple);
      if (Number.isNaN(multiple)) return UNKNOWN;
      if (has(ROW_FLAGS.fewUsualViews)) return { text: '–', title: t('row.usuallyFew') };
      return { text: t('row.multiple', formatMultiple(multiple, locale)) };
    }
    case 'gained':
      return gain(at(columns.gained), 'row.viewsGained');
    case 'usual': {
      if (!has(ROW_FLAGS.lifetimeHeadline)) return count(Math.round(at(columns.expected)));
      // The multiple beside it is of the whole life.
      const usual = count(Math.round(at(columns.usualCount)));
      return usual === UNKNOWN ? usual : { ...usual, text: t('table.usualInAll', usual.text) };
    }
    case 'age': {
      const createdAt = at(columns.createdAt);
      if (Number.isNaN(createdAt)) return UNKNOWN;
      return {
        text: shortAge(now - createdAt, { t }),
        title: t('row.postedAt', formatDateTime(createdAt, now, locale)),
      };
    }
    case 'engagementGained':
      return gain(at(columns.engagementGained), 'row.engagementGained');
    case 'engagementRate': {
      const rate = at(columns.engagementRate);
      return Number.isNaN(rate) ? UNKNOWN : { text: formatPercent(100 * rate, locale) };
    }
    case 'firstFlagged': {
      const flaggedAt = at(columns.firstFlaggedAt);
      if (Number.isNaN(flaggedAt)) return { text: '' };
      return {
        text: timeAgo(flaggedAt, { t, locale, now }),
        title: formatDateTime(flaggedAt, now, locale),
      };
    }
    default:
      return count(at(columns[column]));
  }
}

const STATE_TEXTS = {
  'new-hit': 'table.states.newHit',
  resurging: 'table.states.resurging',
  'account-rise': 'table.states.accountRise',
  ended: 'table.states.ended',
  'still-running': 'table.states.stillRunning',
  ordinary: 'table.states.ordinary',
  stale: 'table.states.notCompared',
  'no-baseline': 'table.states.notCompared',
  'insufficient-history': 'table.states.notCompared',
} as const satisfies Record<RowState, MessageKey>;

/** The texts of the cell of a state. */
export interface StateText extends CellText {
  /** A second line: what hides the post, or why it was not compared. */
  readonly detail: string | null;
}

/** Writes the state of a row, and of a post that is not compared why, and what can be done. */
export function stateCell(
  columns: PostColumns,
  row: number,
  hidden: HiddenBy | undefined,
  { t, locale }: CellContext,
): StateText {
  const state = rowStateOf(columns, row);
  const text = t(STATE_TEXTS[state]);
  const hiding =
    hidden === undefined ? null : t(hidden === 'snoozed' ? 'table.snoozed' : 'table.muted');
  const reason = CLASSIFICATION_REASONS[columns.reasons[row] as number];
  // The reason is unknown until the library is ranked.
  if (STATE_TEXTS[state] !== 'table.states.notCompared' || reason === undefined)
    return { text, detail: hiding };
  const { windowDays } = columns;
  const days = t.plural('days', windowDays, formatCount(windowDays, locale));
  const title = `${missingReasonOfPost(reason, days, t)} ${missingReasonAdvice(reason, t)}`;
  return { text, title, detail: hiding ?? shortMissingReason(reason, days, t) };
}
