import type { MarkCommand, MuteTarget } from './mark-commands.ts';
import type { Marks, MutedAccount, PostMark, UndoEntry } from './marks.ts';

/** Actions can be taken back for this long, ms. */
export const UNDO_TTL_MS = 10 * 60 * 1000;

/** The most actions that can be taken back. */
const MAX_UNDO = 50;

/**
 * The changes that a command makes: the new mark of each post, account and creator that it names;
 * `null`: none.
 */
interface MarkChanges {
  readonly posts: Readonly<Record<string, PostMark | null>>;
  readonly accounts: Readonly<Record<string, MutedAccount | null>>;
  readonly creators: Readonly<Record<string, { readonly at: number } | null>>;
}

const NO_CHANGES: MarkChanges = { posts: {}, accounts: {}, creators: {} };

/**
 * The marks after a command of the user. A command that changes nothing but times, such as one that
 * is delivered twice, adds nothing to take back.
 *
 * @param id of the undo entry to add, unique
 * @param now ms since epoch
 */
export function applyMarkCommand(
  marks: Marks,
  command: MarkCommand,
  id: string,
  now: number,
): Marks {
  const undo = marks.undo.filter((entry) => isUndoable(entry, now));
  if (command.type === 'undo') {
    const entry = undo.find((one) => one.id === command.id);
    return entry === undefined
      ? { ...marks, undo }
      : { ...withChanges(marks, entry), undo: undo.filter((one) => one !== entry) };
  }
  const changes = changesOf(marks, command, now);
  const after = withChanges(marks, changes);
  const isByUser = command.type !== 'mark-seen' || command.isUndoable;
  // The user takes the mark off a post that the popup shows as new, although it counts as seen
  // after a second on screen: undoing makes it new.
  const before =
    command.type === 'mark-seen' ? asNew(formerOf(marks, changes)) : formerOf(marks, changes);
  const isRepeated =
    command.type === 'mark-seen' ? isSameAction(undo.at(-1), before) : isUnchanged(before, changes);
  if (!isByUser || isRepeated) return { ...after, undo };
  return {
    ...after,
    undo: [...undo, { id, at: now, action: actionOf(command.type), ...before }].slice(-MAX_UNDO),
  };
}

/**
 * Returns true if an action can still be undone at `now`. A time in the future means that the clock
 * was set back.
 */
export function isUndoable({ at }: Pick<UndoEntry, 'at'>, now: number): boolean {
  return at <= now && now - at < UNDO_TTL_MS;
}

/** The name of an action to take back: several are snoozed or muted like one. */
function actionOf(type: Exclude<MarkCommand['type'], 'undo'>): UndoEntry['action'] {
  switch (type) {
    case 'snooze-many':
      return 'snooze';
    case 'mute-many':
      return 'mute';
    default:
      return type;
  }
}

function changesOf(
  marks: Marks,
  command: Exclude<MarkCommand, { type: 'undo' }>,
  now: number,
): MarkChanges {
  const change: ChangePosts = (ids, changed) => ({
    ...NO_CHANGES,
    posts: Object.fromEntries(
      ids.map((postId) => [postId, withoutEmpty(changed(own(marks.posts, postId) ?? {}))]),
    ),
  });
  switch (command.type) {
    case 'mark-seen':
      return change(command.postIds, (mark) => ({ ...mark, seenAt: now }));
    case 'mark-new':
      return change(command.postIds, ({ seenAt: _, ...mark }) => mark);
    case 'snooze':
      return change(command.postIds, (mark) => ({ ...mark, snoozed: command.snooze }));
    case 'snooze-many':
      return {
        ...NO_CHANGES,
        posts: Object.fromEntries(
          Object.entries(command.snoozes).map(([postId, snoozed]) => [
            postId,
            { ...own(marks.posts, postId), snoozed },
          ]),
        ),
      };
    case 'mute':
      return muteChanges(command.target, change, now);
    case 'mute-many': {
      const all = command.targets.map((target) => muteChanges(target, change, now));
      return {
        posts: Object.assign({}, ...all.map(({ posts }) => posts)),
        accounts: Object.assign({}, ...all.map(({ accounts }) => accounts)),
        creators: Object.assign({}, ...all.map(({ creators }) => creators)),
      };
    }
    case 'unmute':
      return unmuteChanges(command.target, change);
  }
}

type ChangePosts = (ids: readonly string[], changed: (mark: PostMark) => PostMark) => MarkChanges;

function muteChanges(target: MuteTarget, change: ChangePosts, at: number): MarkChanges {
  switch (target.kind) {
    case 'post': {
      const { postId, accountName, caption } = target;
      return change([postId], ({ snoozed: _, ...mark }) => ({
        ...mark,
        muted: { at, accountName, caption },
      }));
    }
    case 'account': {
      const { accountKey, accountName, platform } = target;
      return { ...NO_CHANGES, accounts: { [accountKey]: { at, accountName, platform } } };
    }
    case 'creator':
      return { ...NO_CHANGES, creators: { [target.creatorName]: { at } } };
  }
}

function unmuteChanges(target: MuteTarget, change: ChangePosts): MarkChanges {
  switch (target.kind) {
    case 'post':
      return change([target.postId], ({ snoozed: _, muted: __, ...mark }) => mark);
    case 'account':
      return { ...NO_CHANGES, accounts: { [target.accountKey]: null } };
    case 'creator':
      return { ...NO_CHANGES, creators: { [target.creatorName]: null } };
  }
}

function withoutEmpty(mark: PostMark): PostMark | null {
  return Object.keys(mark).length === 0 ? null : mark;
}

/** The marks that `changes` would replace. */
function formerOf(marks: Marks, changes: MarkChanges): MarkChanges {
  const former = <T>(all: Readonly<Record<string, T>>, changed: object) =>
    Object.fromEntries(Object.keys(changed).map((key) => [key, own(all, key)]));
  return {
    posts: former(marks.posts, changes.posts),
    accounts: former(marks.accounts, changes.accounts),
    creators: former(marks.creators, changes.creators),
  };
}

function asNew(before: MarkChanges): MarkChanges {
  const posts = Object.entries(before.posts).map(([id, mark]) => {
    const { seenAt: _, ...rest } = mark ?? {};
    return [id, withoutEmpty(rest)];
  });
  return { ...before, posts: Object.fromEntries(posts) };
}

/** Returns true if the last action marked the same posts as seen: the command came twice. */
function isSameAction(last: UndoEntry | undefined, { posts }: MarkChanges): boolean {
  return (
    last?.action === 'mark-seen' && Object.keys(last.posts).join() === Object.keys(posts).join()
  );
}

function withChanges(marks: Marks, changes: MarkChanges): Marks {
  return {
    ...marks,
    posts: merged(marks.posts, changes.posts),
    accounts: merged(marks.accounts, changes.accounts),
    creators: merged(marks.creators, changes.creators),
  };
}

function merged<T>(
  all: Readonly<Record<string, T>>,
  changes: Readonly<Record<string, T | null>>,
): Record<string, T> {
  const kept = Object.entries({ ...all, ...changes }).filter(
    (entry): entry is [string, T] => entry[1] !== null,
  );
  return Object.fromEntries(kept);
}

function own<T>(all: Readonly<Record<string, T>>, key: string): T | null {
  return Object.hasOwn(all, key) ? (all[key] as T) : null;
}

/** Returns true if the changes have no effect. Times of existing marks do not count. */
function isUnchanged(before: MarkChanges, changes: MarkChanges): boolean {
  return JSON.stringify(before, withoutTime) === JSON.stringify(changes, withoutTime);
}

function withoutTime(key: string, value: unknown): unknown {
  return key === 'at' ? 0 : value;
}
