import type { ComponentChildren } from 'preact';
import type { Measure } from '../../utils/breakouts/model/measure.ts';
import type { RankedPost } from '../../utils/breakouts/output/ranked-post.ts';
import { cleanText, toOneLine } from '../../utils/format/clean-text.ts';
import { formatCount, formatMultiple, shortGain } from '../../utils/format/count.ts';
import { shortAge } from '../../utils/messages/age-messages.ts';
import { accountLabel, multipleInWords, reasonLine } from '../../utils/messages/row-messages.ts';
import type { ListRow } from '../../utils/state/list-rows.ts';
import type { Order } from '../../utils/state/popup-view.ts';
import { useI18n } from '../hooks/i18n-context.ts';

/** The style shared by all rows of a list. */
export interface RowStyle {
  readonly windowDays: number;
  readonly order: Order;
  /** Marks the part of a text that matches a search; `null`: nothing is searched. */
  readonly highlight: ((text: string) => ComponentChildren) | null;
  /** The parts that load after the first frame, which is without them and longer words. */
  readonly extras: RowExtras | null;
}

/** The parts of rows that load after the first frame. */
export interface RowExtras {
  /** Renders the tile of a post: its image, initial and platform. */
  tile(post: RankedPost): ComponentChildren;
  /** The title of a post's age: the time when it was posted. @param createdAt ms since epoch */
  ageTitle(createdAt: number): string;
  /** Renders a gain with its words. */
  gain(post: RankedPost, gained: number, measure: Measure, windowDays: number): ComponentChildren;
}

export interface PostRowProps extends RowStyle {
  readonly row: ListRow;
  readonly isNew: boolean;
  readonly isFocusable: boolean;
  readonly isUnfolded: boolean;
  /** Called by a row that has no post to open. */
  readonly onUnfold: () => void;
}

/**
 * The face of a row: a link to the post. The actions on the post are beside it (`RowActions.tsx`).
 */
export function PostRow(props: PostRowProps) {
  const { t, locale, now } = useI18n();
  const { row, highlight } = props;
  const { post } = row;
  const account = accountLabel(post.accountName, t);
  const caption = cleanText(post.caption);
  const content = (
    <>
      <span class="mark">
        {post.endedAt !== null ? (
          <span class="dot ended" role="img" aria-label={t('row.endedMark')} />
        ) : (
          props.isNew && <span class="dot" role="img" aria-label={t('row.newToYou')} />
        )}
      </span>
      <span class="cover">{props.extras?.tile(post)}</span>
      <span class="about">
        <span class="byline">
          <bdi class="account">{highlight === null ? account : highlight(account)}</bdi>
          {post.createdAt !== null && row.rise === null && (
            <time
              class="age"
              dateTime={new Date(post.createdAt).toISOString()}
              title={props.extras?.ageTitle(post.createdAt)}
            >
              {t('row.age', shortAge(now - post.createdAt, { t }))}
            </time>
          )}
        </span>
        {row.rise === null ? (
          <>
            <span class={caption === null ? 'caption quiet' : 'caption'} dir="auto">
              {caption === null
                ? t('row.noCaption')
                : highlight === null
                  ? toOneLine(caption)
                  : highlight(toOneLine(caption))}
            </span>
            <span class="why">
              {reasonLine(post, { t, locale, now, windowDays: props.windowDays })}
            </span>
          </>
        ) : (
          <>
            <span class="caption">{t('row.rise')}</span>
            <span class="why">
              {t.plural(
                'row.risePosts',
                row.rise.postCount,
                formatCount(row.rise.postCount, locale),
              )}
            </span>
          </>
        )}
      </span>
      <Figures {...props} />
    </>
  );
  const shared = {
    class: 'row-face',
    'data-row': row.key,
    tabIndex: props.isFocusable ? 0 : -1,
    'aria-expanded': props.isUnfolded ? true : undefined,
  };
  return post.url === null || row.rise !== null ? (
    <button type="button" {...shared} onClick={props.onUnfold}>
      {content}
    </button>
  ) : (
    <a {...shared} href={post.url} target="_blank" rel="noopener noreferrer" draggable={false}>
      {content}
    </a>
  );
}

/** The number that the list is ordered by, with its unit, and a second number below it. */
function Figures({ row, order, windowDays, extras }: PostRowProps) {
  const { t, locale } = useI18n();
  const { post } = row;
  const times =
    row.rise === null
      ? multipleInWords(post, { t, locale })
      : t('row.multiple', formatMultiple(row.rise.multiple, locale));
  const multiple = (
    <>
      {times}
      {extras !== null && <span class="visually-hidden"> {t('row.multipleUnit')}</span>}
    </>
  );
  const gain = (gained: number, measure: Measure) =>
    extras?.gain(post, gained, measure, windowDays) ?? (
      <span class="gained">{shortGain(gained, locale)}</span>
    );
  if (order === 'multiple' && times !== null) {
    return (
      <span class="figures">
        <span class="headline">{multiple}</span>
        <span class="second">{row.rise === null && gain(post.gained, 'views')}</span>
      </span>
    );
  }
  const measure = order === 'engagement' ? 'engagement' : 'views';
  const gained = measure === 'views' ? post.gained : post.engagementGained;
  return (
    <span class="figures">
      <span class="headline">{gained === null ? '–' : gain(gained, measure)}</span>
      <span class="second">
        {/* The words of the gain have the unit already. */}
        <span class="unit" aria-hidden={gained !== null}>
          {t(measure === 'views' ? 'row.viewsUnit' : 'row.engagementUnit')}
        </span>
        {times !== null && <> {multiple}</>}
      </span>
    </span>
  );
}
