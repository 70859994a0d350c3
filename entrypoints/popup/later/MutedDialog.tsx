import { Dialog } from '../../../components/Dialog.tsx';
import { useI18n } from '../../../components/hooks/i18n-context.ts';
import type { RankedPost } from '../../../utils/breakouts/output/ranked-post.ts';
import { formatDateTime } from '../../../utils/format/age.ts';
import { cleanText, toOneLine } from '../../../utils/format/clean-text.ts';
import { formatMultiple } from '../../../utils/format/count.ts';
import { accountLabel } from '../../../utils/messages/row-messages.ts';
import { isSnoozed } from '../../../utils/state/hidden-posts.ts';
import type { MuteTarget } from '../../../utils/state/mark-commands.ts';
import type { Marks } from '../../../utils/state/marks.ts';
import { usePopup } from '../popup-context.ts';

export interface MutedDialogProps {
  readonly marks: Marks;
  /** The posts that lists know, by id. */
  readonly postOf: (id: string) => RankedPost | undefined;
  readonly onUnmute: (target: MuteTarget, name: string) => void;
}

/** A muted or snoozed post, account or creator, as text. */
interface MutedItem {
  readonly key: string;
  readonly name: string;
  readonly detail: string;
  readonly target: MuteTarget;
}

/** The muted and snoozed posts, accounts and creators, each with a way back. */
export function MutedDialog(props: MutedDialogProps) {
  const { t } = useI18n();
  const { closeOverlay } = usePopup();
  const items = useMutedItems(props);
  return (
    <Dialog title={t('muted.title')} onClose={closeOverlay}>
      {items.length === 0 ? (
        <p class="quiet">{t('muted.none')}</p>
      ) : (
        <ul class="muted">
          {items.map(({ key, name, detail, target }) => (
            <li key={key}>
              <span class="grow">
                <bdi class="name">{name}</bdi>
                <span class="quiet" dir="auto">
                  {detail}
                </span>
              </span>
              <button class="button" type="button" onClick={() => props.onUnmute(target, name)}>
                {t('muted.unmute')}
                <span class="visually-hidden"> {name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function useMutedItems({ marks, postOf }: MutedDialogProps): readonly MutedItem[] {
  const { t, locale, now } = useI18n();
  const posts = Object.entries(marks.posts).flatMap(([postId, { muted, snoozed }]): MutedItem[] => {
    const isAsleep = isSnoozed(snoozed, now);
    if (muted === undefined && !isAsleep) return [];
    const post = postOf(postId);
    const { accountName = null, caption = null } = muted ?? post ?? {};
    const words = cleanText(caption);
    const until =
      muted !== undefined || snoozed === undefined
        ? t('muted.post')
        : 'until' in snoozed
          ? t('muted.snoozedUntil', formatDateTime(snoozed.until, now, locale))
          : t('muted.snoozedUntilMultiple', formatMultiple(snoozed.untilMultiple, locale));
    return [
      {
        key: `post ${postId}`,
        name: accountLabel(accountName, t),
        detail: words === null ? until : `${until} · ${toOneLine(words)}`,
        target: { kind: 'post', postId, accountName, caption },
      },
    ];
  });
  const accounts = Object.entries(marks.accounts).map(
    ([accountKey, { accountName, platform }]): MutedItem => ({
      key: `account ${accountKey}`,
      name: accountLabel(accountName, t),
      detail: t('muted.account'),
      target: { kind: 'account', accountKey, accountName, platform },
    }),
  );
  const creators = Object.keys(marks.creators).map(
    (creatorName): MutedItem => ({
      key: `creator ${creatorName}`,
      name: cleanText(creatorName) ?? '?',
      detail: t('muted.creator'),
      target: { kind: 'creator', creatorName },
    }),
  );
  return [...posts, ...accounts, ...creators];
}
