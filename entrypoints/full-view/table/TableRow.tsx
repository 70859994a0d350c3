import { Component, type ComponentChildren } from 'preact';
import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { CoverTile } from '../../../components/posts/CoverTile.tsx';
import { Highlighted } from '../../../components/posts/Highlighted.tsx';
import { cleanText, toOneLine } from '../../../utils/format/clean-text.ts';
import type { PostText } from '../../../utils/library/posts-record.ts';
import { accountLabel } from '../../../utils/messages/row-messages.ts';
import type { PostColumns, TableAccount } from '../../../utils/post-table/post-columns.ts';
import { rowStateOf } from '../../../utils/post-table/row-state.ts';
import type { FullViewColumn } from '../../../utils/state/full-view-state.ts';
import type { HiddenBy } from '../../../utils/state/hidden-posts.ts';
import { Check } from './Check.tsx';
import { numberCell, stateCell } from './cell-text.ts';
import { TABLE_ROW_HEIGHT } from './table-columns.ts';

/** The content of a row; a row whose values are all the same is not drawn again. */
interface TableRowProps {
  readonly columns: PostColumns;
  readonly row: number;
  /** The place of the row in the order shown. */
  readonly index: number;
  /** `undefined`: not read yet. */
  readonly text: PostText | undefined;
  readonly visible: readonly FullViewColumn[];
  readonly hidden: HiddenBy | undefined;
  readonly isNew: boolean;
  readonly hasCovers: boolean;
  readonly search: string;
  readonly isSelected: boolean;
  /** Its post is in the panel. */
  readonly isOpen: boolean;
  readonly isFocusable: boolean;
}

/** A row of the table. */
export class TableRow extends Component<TableRowProps> {
  override shouldComponentUpdate(next: TableRowProps): boolean {
    const names = Object.keys(next) as (keyof TableRowProps)[];
    return names.some((name) => next[name] !== this.props[name]);
  }

  override render() {
    const { columns, row, index, hidden, isSelected, isOpen, isFocusable } = this.props;
    return (
      <div
        class={`table-row ${rowStateOf(columns, row)}${isOpen ? ' open' : ''}`}
        role="row"
        aria-rowindex={index + 2}
        aria-selected={isSelected}
        aria-current={isOpen ? 'true' : undefined}
        data-post-id={columns.ids[row]}
        data-hidden={hidden === undefined ? undefined : ''}
        tabIndex={isFocusable ? 0 : -1}
        style={{ top: `${index * TABLE_ROW_HEIGHT}px` }}
      >
        <TableCells {...this.props} />
      </div>
    );
  }
}

function TableCells(props: TableRowProps) {
  const i18n = useI18n();
  const { columns, row, visible } = props;
  return (
    <>
      <span class="cell select" role="gridcell" data-select>
        <Check state={props.isSelected ? 'all' : 'none'} />
      </span>
      {visible.map((column, index) => {
        const place = { 'aria-colindex': index + 2, 'data-column': column };
        if (column === 'state') return <StateCell key={column} {...props} place={place} />;
        if (column === 'post') return <PostCell key={column} {...props} place={place} />;
        const { text, title } = numberCell(columns, row, column, i18n);
        return (
          <span key={column} class="cell number" role="gridcell" title={title} {...place}>
            {text}
          </span>
        );
      })}
    </>
  );
}

interface CellProps extends TableRowProps {
  readonly place: Readonly<Record<string, unknown>>;
}

function StateCell({ columns, row, hidden, isNew, place }: CellProps) {
  const i18n = useI18n();
  const { text, title, detail } = stateCell(columns, row, hidden, i18n);
  return (
    <span class="cell two-lines" role="gridcell" title={title} {...place}>
      <span class={detail === null ? 'line wraps' : 'line'}>
        {isNew && <span class="dot" role="img" aria-label={i18n.t('row.newToYou')} />}
        <span class="state">{text}</span>
      </span>
      {detail !== null && <span class="line quiet wraps">{detail}</span>}
    </span>
  );
}

function PostCell({ columns, row, text, hasCovers, search, place }: CellProps) {
  const { t } = useI18n();
  const account = columns.accounts[columns.accountOf[row] as number] as TableAccount;
  const caption = cleanText(text?.caption ?? null);
  return (
    <span class="cell post" role="rowheader" {...place}>
      <span class="cover">
        <CoverTile
          // A tile remembers that its cover failed.
          key={text?.coverUrl}
          coverUrl={hasCovers ? (text?.coverUrl ?? null) : null}
          accountName={cleanText(account.accountName)}
          platform={account.platform}
        />
      </span>
      <span class="two-lines">
        <bdi class="line account">
          <Highlighted text={accountLabel(account.accountName, t)} search={search} />
        </bdi>
        <Caption isUnknown={text !== undefined && caption === null}>
          {text === undefined ? (
            ' '
          ) : (
            <Highlighted
              text={caption === null ? t('row.noCaption') : toOneLine(caption)}
              search={search}
            />
          )}
        </Caption>
      </span>
    </span>
  );
}

function Caption(props: { readonly isUnknown: boolean; readonly children: ComponentChildren }) {
  return (
    <span class={props.isUnknown ? 'line caption quiet' : 'line caption'} dir="auto">
      {props.children}
    </span>
  );
}
