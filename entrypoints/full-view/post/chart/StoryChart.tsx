import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Chips } from '../../../../components/fields/Chips.tsx';
import { useI18n } from '../../../../components/hooks/i18n-context.ts';
import { formatDateTime } from '../../../../utils/format/age.ts';
import type { PostStory } from '../../../../utils/history/post-story.ts';
import { ChartCanvas } from './ChartCanvas.tsx';
import {
  type ChartKind,
  hasLine,
  markedMoment,
  OTHER_COUNTS,
  type OtherCount,
} from './chart-data.ts';
import { StoryTable } from './StoryTable.tsx';
import { momentSentence, pointSentence } from './story-messages.ts';

/**
 * The views of a post over time, or per day, beside what is usual, as a chart that the arrow keys
 * read, and as a table.
 */
export function StoryChart({
  story,
  theme,
}: {
  readonly story: PostStory;
  readonly theme: string;
}) {
  const page = useI18n();
  const { t, locale, now } = page;
  const [kind, setKind] = useState<ChartKind>('total');
  const [others, setOthers] = useState<ReadonlySet<OtherCount>>(new Set());
  const [chosen, setChosen] = useState<number | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const last = (kind === 'total' ? story.points.length : story.gains.length) - 1;
  const known = OTHER_COUNTS.filter((count) => hasLine(story, count));
  if (last < 0 || story.points.length < 2) return <p class="quiet">{t('post.tooLittle')}</p>;
  const selected = Math.min(chosen ?? last, last);
  const inWords = pointSentence(story, kind, selected, page);
  const hasEstimates = story.points.some(({ isEstimated }) => isEstimated);
  const moment = momentSentence(story, page);
  const marked = markedMoment(story);
  return (
    <figure class="story">
      <Chips
        label={t('post.chartShows')}
        value={kind}
        choices={[
          { value: 'total' as const, label: t('post.total') },
          { value: 'perDay' as const, label: t('post.perDay') },
        ]}
        onChoose={(value) => {
          setKind(value);
          setChosen(null);
        }}
      />
      {!hasFailed && (
        <div
          class="chart-frame"
          role="slider"
          tabIndex={0}
          aria-label={t(kind === 'total' ? 'post.total' : 'post.perDay')}
          aria-roledescription={t('post.chart')}
          aria-valuemin={0}
          aria-valuemax={last}
          aria-valuenow={selected}
          aria-valuetext={inWords}
          onKeyDown={(event) => {
            const next = pointOfKey(event.key, selected, last);
            if (next === null) return;
            event.preventDefault();
            event.stopPropagation();
            setChosen(next);
          }}
        >
          <ChartCanvas
            {...{ story, kind, theme }}
            shownOthers={others}
            selected={chosen === null ? null : selected}
            onSelect={setChosen}
            onFailure={() => setHasFailed(true)}
          />
        </div>
      )}
      <p class="chart-point" aria-hidden={hasFailed ? undefined : true}>
        {hasFailed ? t('post.noChart') : inWords}
      </p>
      <figcaption class="quiet">
        <ul class="chart-keys">
          <Key ink="views">{t('post.counted')}</Key>
          {hasEstimates && (
            <Key ink="views" dash="dashed">
              {t('post.estimated')}
            </Key>
          )}
          {story.usual !== null && <Key ink="band">{t('post.usual')}</Key>}
          {marked !== null && <Key ink="moment">{t('post.brokeOut')}</Key>}
        </ul>
        {known.length > 0 && (
          <fieldset class="chart-others">
            <legend>{t('post.alsoShow')}</legend>
            {known.map((count) => (
              <label key={count} class="key">
                <input
                  type="checkbox"
                  checked={others.has(count)}
                  onChange={() => {
                    const toggled = new Set(others);
                    if (!toggled.delete(count)) toggled.add(count);
                    setOthers(toggled);
                  }}
                />
                {t(`post.${count}`)}
                <i class={`ink ink-${count} ${count === 'likes' ? 'dotted' : 'dashed'}`} />
              </label>
            ))}
          </fieldset>
        )}
        {moment !== null && <p>{moment}</p>}
        {story.usual !== null && <p>{t('post.bandHint')}</p>}
        {hasEstimates && <p>{t('post.estimatedHint')}</p>}
        <p>{t('post.countedUntil', formatDateTime(story.points.at(-1)?.at ?? now, now, locale))}</p>
      </figcaption>
      <details class="story-table" open={hasFailed}>
        <summary>{t('post.table')}</summary>
        <StoryTable story={story} />
      </details>
    </figure>
  );
}

/** A line of the chart and what it is. */
function Key(props: {
  readonly ink: string;
  readonly dash?: string;
  readonly children: ComponentChildren;
}) {
  return (
    <li class="key">
      <i class={`ink ink-${props.ink} ${props.dash ?? ''}`} />
      {props.children}
    </li>
  );
}

/** The point that a key moves to; `null`: it is no key of the chart. */
function pointOfKey(key: string, selected: number, last: number): number | null {
  switch (key) {
    // Time runs from left to right in every language.
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.max(0, selected - 1);
    case 'ArrowRight':
    case 'ArrowUp':
      return Math.min(last, selected + 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
