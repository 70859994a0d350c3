import type { ListRow } from '../../../utils/state/list-rows.ts';
import { AfterPaint } from './AfterPaint.tsx';
import { RowActions } from './RowActions.tsx';
import { RowChevron } from './RowChevron.tsx';
import { RowDetails } from './RowDetails.tsx';

/** Without a pointer that hovers, every row shows the button of its actions. */
const hasTouch = matchMedia('(hover: none)').matches;

/** The parts of a row beside its face: the chevron, the actions and the details. */
export function RowParts(props: {
  readonly row: ListRow;
  readonly isNew: boolean;
  /** True for a row that shows its actions. */
  readonly isActive: boolean;
  readonly isUnfolded: boolean;
  /** True for parts that may come a frame after the face. */
  readonly isLate: boolean;
  readonly onUnfold: () => void;
  /** Called with the height of the details, pixels. */
  readonly onHeight: (height: number) => void;
}) {
  const { row, isUnfolded } = props;
  return (
    <AfterPaint isLate={props.isLate}>
      {() => (
        <>
          <RowChevron row={row} isUnfolded={isUnfolded} onPress={props.onUnfold} />
          {(props.isActive || isUnfolded || hasTouch) && (
            <RowActions row={row} isNew={props.isNew} />
          )}
          {isUnfolded && <RowDetails row={row} onHeight={props.onHeight} />}
        </>
      )}
    </AfterPaint>
  );
}
