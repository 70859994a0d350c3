import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { formatCount } from '../../../utils/format/count.ts';
import { platformName } from '../../../utils/messages/platform-name.ts';
import { useFullView } from '../full-view-context.ts';

/** The platforms of the published posts, each as a filter with its number of breakouts. */
export function GroupsColumn() {
  const { t, locale } = useI18n();
  const { state, change, ranking, page } = useFullView();
  const breakouts = ranking?.breakouts.flatMap((index) => ranking.posts[index] ?? []) ?? [];
  return (
    <section>
      <h2>{t('view.platform')}</h2>
      {[null, ...(page.publication?.platforms ?? [])].map((platform) => (
        <button
          key={platform ?? ''}
          class="group"
          type="button"
          aria-pressed={state.filters.platform === platform}
          onClick={() => change({ filters: { ...state.filters, platform } })}
        >
          <span class="grow">{platform === null ? t('view.all') : platformName(platform, t)}</span>
          <span class="quiet">
            {formatCount(
              breakouts.filter((post) => platform === null || post.platform === platform).length,
              locale,
            )}
          </span>
        </button>
      ))}
    </section>
  );
}
