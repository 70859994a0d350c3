import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { openPosts } from '../../../utils/browser/open-posts.ts';
import type { SnoozeLength } from '../../../utils/messages/row-marks.ts';
import type { MuteKind } from '../../../utils/state/mark-commands.ts';
import { useFullView } from '../full-view-context.ts';
import { type CopyFormat, type FileFormat, postsAsText, savePosts } from './export-posts.ts';
import { listNameOf } from './list-name.ts';
import { markSelection, muteSelection, snoozeSelection } from './mark-selection.ts';

/** The most posts that are opened at once. */
export const MAX_OPENED_POSTS = 20;

/**
 * Returns the actions on posts of the table.
 *
 * @param postIds `null`: all that are shown
 */
export function usePostActions(postIds: ReadonlySet<string> | null) {
  const i18n = useI18n();
  const { t, locale } = i18n;
  const { shown, state, windowDays, mark, say } = useFullView();
  const context = { ...i18n, windowDays, listName: listNameOf(state.list, t) };
  const read = async () => (await shown?.read(postIds)) ?? [];
  const fail = () => say(t('toast.failed'));
  return {
    open() {
      read().then((posts) => {
        const opened = openPosts(posts, MAX_OPENED_POSTS);
        say(t.plural('toast.opened', opened, opened));
      }, fail);
    },
    copy(format: CopyFormat) {
      // The clipboard takes a promise, because the click must not be over when it is asked.
      const text = read().then(
        (posts) => new Blob([postsAsText(posts, format, context)], { type: 'text/plain' }),
      );
      navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })]).then(
        () => say(t(format === 'links' ? 'toast.copied' : 'toast.listCopied')),
        () => say(t('toast.notCopied')),
      );
    },
    save(format: FileFormat) {
      read().then((posts) => {
        savePosts(posts, format, context);
        say(t('fullView.saved'));
      }, fail);
    },
    markAs(as: 'seen' | 'new') {
      read().then((posts) => {
        const { command, done } = markSelection(posts, as, i18n);
        mark(command, done);
      }, fail);
    },
    snooze(length: SnoozeLength) {
      read().then((posts) => {
        const now = Date.now();
        const { command, done } = snoozeSelection(posts, length, { t, locale, windowDays, now });
        mark(command, done);
      }, fail);
    },
    mute(kind: MuteKind) {
      read().then((posts) => {
        const muted = muteSelection(posts, kind, i18n);
        if (muted === null) say(t('fullView.nothingToMute'));
        else mark(muted.command, muted.done);
      }, fail);
    },
    read,
  };
}
