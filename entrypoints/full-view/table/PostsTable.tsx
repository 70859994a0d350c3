import { useEffect, useMemo } from 'preact/hooks';
import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { cleanText, toOneLine } from '../../../utils/format/clean-text.ts';
import { formatCompact } from '../../../utils/format/count.ts';
import { foldText } from '../../../utils/format/fold-text.ts';
import { accountLabel, multipleInWords } from '../../../utils/messages/row-messages.ts';
import { isInGroups } from '../../../utils/state/popup-view.ts';
import { useFullView } from '../full-view-context.ts';

/** The published posts of the window, by their filters and search. */
export function PostsTable() {
  const { t, locale } = useI18n();
  const { state, change, ranking, setShown } = useFullView();
  const posts = useMemo(() => {
    const wanted = foldText(state.search).trim();
    return (ranking?.posts ?? []).filter(
      (post) =>
        isInGroups(post, state.filters) &&
        foldText(`${post.accountName} ${post.caption}`).includes(wanted),
    );
  }, [ranking, state.filters, state.search]);
  useEffect(() => {
    setShown({
      count: posts.length,
      read: async (ids) =>
        posts
          .filter(({ id }) => ids === null || ids.has(id))
          .map((post) => ({ ...post, engagementRate: null, followers: null })),
    });
  }, [posts, setShown]);
  return (
    <table class="posts">
      <caption class="visually-hidden">{t('fullView.table')}</caption>
      <tbody>
        {posts.map((post) => (
          <tr key={post.id} data-post-id={post.id} onClick={() => change({ postId: post.id })}>
            <th scope="row">
              <bdi>{accountLabel(post.accountName, t)}</bdi>
            </th>
            <td dir="auto">{toOneLine(cleanText(post.caption) ?? t('row.noCaption'))}</td>
            <td>{multipleInWords(post, { t, locale })}</td>
            <td>{formatCompact(post.gained, locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
