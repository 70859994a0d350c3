import copy from 'virtual:lucide/copy';
import download from 'virtual:lucide/download';
import { useRef, useState } from 'preact/hooks';
import { useI18n } from '../../../../components/hooks/i18n-context.ts';
import { Icon } from '../../../../components/Icon.tsx';
import { saveFile } from '../../../../utils/browser/save-file.ts';
import type { PostStory } from '../../../../utils/history/post-story.ts';
import { useFullView } from '../../full-view-context.ts';
import { InkSamples, readInks } from '../Inks.tsx';
import type { PanelPost } from '../post-of-row.ts';

/** Saves or copies a picture of a post, to share it. */
export function CardActions(
  props: PanelPost & { readonly story: PostStory | null; readonly windowDays: number },
) {
  const page = useI18n();
  const { t, now } = page;
  const { page: stored, say } = useFullView();
  const host = useRef<HTMLFieldSetElement>(null);
  const [isBusy, setIsBusy] = useState(false);
  const makeCard = async () => {
    const element = host.current as HTMLElement;
    const { coverUrl } = props.post;
    const [{ drawCard }, { loadCover }, { cardWords }] = await Promise.all([
      import('./draw-card.ts'),
      import('./load-cover.ts'),
      import('./card-words.ts'),
    ]);
    return drawCard({
      words: cardWords(props, { ...page, windowDays: props.windowDays }),
      cover: coverUrl === null || !stored.settings.showCovers ? null : await loadCover(coverUrl),
      story: props.story,
      inks: readInks(element),
      fontFamily: getComputedStyle(element).fontFamily,
      direction: getComputedStyle(element).direction === 'rtl' ? 'rtl' : 'ltr',
    });
  };
  const run = (work: () => Promise<void>, done: string, failed: string) => {
    setIsBusy(true);
    work()
      .then(
        () => say(done),
        () => say(failed),
      )
      .finally(() => setIsBusy(false));
  };
  const save = async () => {
    const [card, { cardFileName }] = await Promise.all([makeCard(), import('./card-words.ts')]);
    saveFile(cardFileName(props, now), card);
  };
  return (
    <fieldset class="card-actions" aria-label={t('post.picture')} ref={host}>
      <InkSamples />
      <button
        class="button"
        type="button"
        disabled={isBusy}
        onClick={() => run(save, t('post.pictureSaved'), t('post.pictureFailed'))}
      >
        <Icon nodes={download} />
        {t('post.savePicture')}
      </button>
      {typeof ClipboardItem === 'function' && (
        <button
          class="button"
          type="button"
          disabled={isBusy}
          onClick={() =>
            // The item takes the picture once it is made: a click allows copying for a moment only.
            run(
              () => navigator.clipboard.write([new ClipboardItem({ 'image/png': makeCard() })]),
              t('post.pictureCopied'),
              t('toast.notCopied'),
            )
          }
        >
          <Icon nodes={copy} />
          {t('post.copyPicture')}
        </button>
      )}
    </fieldset>
  );
}
