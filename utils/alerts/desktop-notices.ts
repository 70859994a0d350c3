import * as z from 'zod/mini';
import type { Marks } from '../state/marks.ts';
import { DAY_MS } from '../time/units.ts';
import { type AlertMessage, alertMessageSchema } from './alert-message.ts';
import { withheldBy } from './select-posts.ts';

/** The most notices that are remembered as shown; browsers keep fewer. */
const MAX_SHOWN = 20;

/** A notice that could not be shown for this time is dropped, ms. */
const MAX_NOTICE_AGE_MS = DAY_MS;

/** The notices of the desktop. */
export const desktopNoticesSchema = z.readonly(
  z.object({
    /** Messages that are to be shown. One is removed once the browser has it. */
    toShow: z.readonly(z.array(alertMessageSchema)),
    /** Messages that the browser shows, by the id of their notice, the latest last. */
    shown: z.readonly(
      z.array(z.readonly(z.object({ noticeId: z.string(), message: alertMessageSchema }))),
    ),
  }),
);

export type DesktopNotices = z.infer<typeof desktopNoticesSchema>;

export const NO_DESKTOP_NOTICES: DesktopNotices = { toShow: [], shown: [] };

/** Adds a message that is to be shown. One that is known is not added again. */
export function addNotice(notices: DesktopNotices, message: AlertMessage): DesktopNotices {
  const known = [...notices.toShow, ...notices.shown.map((one) => one.message)];
  if (known.some(({ id }) => id === message.id)) return notices;
  return { ...notices, toShow: [...notices.toShow, message] };
}

/** Returns the next message to show. Those that are too old are left out. */
export function nextNotice({ toShow }: DesktopNotices, now: number): AlertMessage | null {
  return toShow.find(({ createdAt }) => now - createdAt < MAX_NOTICE_AGE_MS) ?? null;
}

/** Returns the notices once the browser shows a message. */
export function recordShown(
  { toShow, shown }: DesktopNotices,
  message: AlertMessage,
  noticeId: string,
): DesktopNotices {
  return {
    toShow: toShow.filter(({ id }) => id !== message.id),
    shown: [...shown, { noticeId, message }].slice(-MAX_SHOWN),
  };
}

/** Returns the ids of the shown notices whose posts are all seen or hidden by now. */
export function outdatedNotices(
  { shown }: DesktopNotices,
  marks: Marks,
  now: number,
): readonly string[] {
  return shown
    .filter(
      ({ message }) =>
        message.posts.length > 0 &&
        message.posts.every((post) => withheldBy(post, marks, now) !== null),
    )
    .map(({ noticeId }) => noticeId);
}

/** Returns the notices without those that the browser shows no longer. */
export function withoutShown(
  { toShow, shown }: DesktopNotices,
  noticeIds: readonly string[],
): DesktopNotices {
  return { toShow, shown: shown.filter(({ noticeId }) => !noticeIds.includes(noticeId)) };
}
