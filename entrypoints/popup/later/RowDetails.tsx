import { useLayoutEffect, useRef } from 'preact/hooks';
import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { GainCount } from '../../../components/posts/GainCount.tsx';
import { ViewsChart } from '../../../components/posts/ViewsChart.tsx';
import { formatDateTime } from '../../../utils/format/age.ts';
import { cleanText, toOneLine } from '../../../utils/format/clean-text.ts';
import { formatCount, formatMultiple } from '../../../utils/format/count.ts';
import {
  confidenceSentence,
  factSentences,
  reasonSentence,
} from '../../../utils/messages/detail-messages.ts';
import { gainPeriod } from '../../../utils/messages/row-messages.ts';
import type { ListRow } from '../../../utils/state/list-rows.ts';
import { usePopup } from '../popup-context.ts';

/** The details of an unfolded row, below its face. */
export function RowDetails(props: {
  readonly row: ListRow;
  readonly onHeight: (height: number) => void;
}) {
  const element = useRef<HTMLDivElement>(null);
  const latest = useRef(props.onHeight);
  latest.current = props.onHeight;
  useLayoutEffect(() => {
    const details = element.current as HTMLDivElement;
    const tell = () => latest.current(details.offsetHeight);
    tell();
    const observer = new ResizeObserver(tell);
    observer.observe(details);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={element} class="details">
      {props.row.rise === null ? <PostDetails row={props.row} /> : <RiseDetails row={props.row} />}
    </div>
  );
}

function PostDetails({ row: { post } }: { readonly row: ListRow }) {
  const { t, locale, now } = useI18n();
  const { windowDays, lookingSince } = usePopup();
  const context = { t, locale, now, windowDays };
  const caption = cleanText(post.caption);
  const confidence = confidenceSentence(post, context);
  const facts = factSentences(post, context);
  const reason = reasonSentence(post, context);
  return (
    <>
      {caption !== null && (
        <p class="whole-caption" dir="auto">
          {caption}
        </p>
      )}
      {reason !== '' && <p>{reason}</p>}
      {confidence !== null && <p class="quiet">{confidence}</p>}
      {post.series !== null && (
        <ViewsChart
          series={post.series}
          usualPerDay={
            post.expected === null ? null : post.expected / (post.gainDays ?? windowDays)
          }
        />
      )}
      {/* What was breaking out when the extension began to look broke out at an unknown time. */}
      {post.flaggedAt !== null && post.flaggedAt > lookingSince && (
        <p class="quiet">{t('row.flaggedSince', formatDateTime(post.flaggedAt, now, locale))}</p>
      )}
      {facts.length > 0 && <p class="quiet">{facts.join(' ')}</p>}
    </>
  );
}

/** A rise of an account in words, and its posts, each with a link and what it gained. */
function RiseDetails({ row }: { readonly row: ListRow }) {
  const { t, locale, now } = useI18n();
  const { windowDays } = usePopup();
  if (row.rise === null) return null;
  const times = t('row.multiple', formatMultiple(row.rise.multiple, locale));
  const days = t.plural('days', windowDays, formatCount(windowDays, locale));
  return (
    <>
      <p>{t('row.riseSentence', times, days)}</p>
      <ul class="rise-posts">
        {row.posts.map((post) => {
          const caption = cleanText(post.caption);
          const label = caption === null ? t('row.noCaption') : toOneLine(caption);
          return (
            <li key={post.id} data-post-id={post.id}>
              {post.url === null ? (
                <span dir="auto">{label}</span>
              ) : (
                <a href={post.url} target="_blank" rel="noopener noreferrer" dir="auto">
                  {label}
                </a>
              )}
              <GainCount
                gained={post.gained}
                period={gainPeriod(post, { t, locale, now, windowDays })}
                measure="views"
              />
            </li>
          );
        })}
      </ul>
    </>
  );
}
