import { useEffect } from 'preact/hooks';
import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { headlineMultiple } from '../../../utils/breakouts/model/headline-multiple.ts';
import { cleanText, toOneLine } from '../../../utils/format/clean-text.ts';
import { formatCount, formatMultiple } from '../../../utils/format/count.ts';
import { listTitle } from '../../../utils/messages/list-export.ts';
import { accountLabel } from '../../../utils/messages/row-messages.ts';
import { isSampleOwner } from '../../../utils/state/sample-owner.ts';
import type { ShownPost } from '../../../utils/state/shown-post.ts';
import { useFullView } from '../full-view-context.ts';
import { listNameOf } from './list-name.ts';

/** The posts that are shown, on paper: the table on screen holds only the rows in sight. */
export function PrintSheet(props: {
  readonly posts: readonly ShownPost[];
  readonly onDone: () => void;
}) {
  const { t, locale, now } = useI18n();
  const { state, windowDays, page } = useFullView();
  useEffect(() => {
    addEventListener('afterprint', props.onDone);
    window.print();
    return () => removeEventListener('afterprint', props.onDone);
  }, []);
  const count = (value: number | null) =>
    value === null ? '–' : formatCount(Math.round(value), locale);
  return (
    <section class="print-sheet">
      <h1>{listTitle(listNameOf(state.list, t), { t, locale, now, windowDays })}</h1>
      {isSampleOwner(page.keyOwner) && <p>{t('sample.strip')}</p>}
      <table>
        <thead>
          <tr>
            {(['account', 'caption', 'multiple', 'viewsGained', 'usualGain', 'views'] as const).map(
              (name) => (
                <th key={name} scope="col">
                  {t(`export.${name}`)}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {props.posts.map((post) => {
            const multiple = headlineMultiple(post);
            const caption = cleanText(post.caption);
            return (
              <tr key={post.id}>
                <th scope="row">
                  <bdi>{accountLabel(post.accountName, t)}</bdi>
                </th>
                <td dir="auto">{caption === null ? t('row.noCaption') : toOneLine(caption)}</td>
                <td>
                  {multiple === null ? '–' : t('row.multiple', formatMultiple(multiple, locale))}
                </td>
                <td>{count(post.gained)}</td>
                <td>{count(post.expected)}</td>
                <td>{count(post.views)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
