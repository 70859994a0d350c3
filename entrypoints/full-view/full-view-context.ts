import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ToastContent } from '../../components/Toast.tsx';
import type { WindowRanking } from '../../utils/breakouts/output/window-ranking.ts';
import type { BreakoutCounts } from '../../utils/state/breakout-counts.ts';
import type { FullViewState } from '../../utils/state/full-view-state.ts';
import type { MarkCommand } from '../../utils/state/mark-commands.ts';
import type { PageState } from '../../utils/state/page-state.ts';
import type { ShownPost } from '../../utils/state/shown-post.ts';
import type { TableRows } from './table/table-rows.ts';

/** The rows of the table as it shows them, for actions, copies and exports. */
export interface ShownPosts {
  readonly count: number;
  /** Reads shown posts in the order shown: those with these ids; `null`: all. */
  read(postIds: ReadonlySet<string> | null): Promise<readonly ShownPost[]>;
}

/** The values that the parts of the full view share. */
export interface FullViewContext {
  /** The user's choices, which the address carries. */
  readonly state: FullViewState;
  change(changes: Partial<FullViewState>): void;
  readonly page: PageState;
  /** The breakouts that the badge counts; `null` before the first update. */
  readonly counts: BreakoutCounts | null;
  /** The look-back window that is shown, days. */
  readonly windowDays: number;
  /** The published ranking of that window; `null` before the first update, and while it loads. */
  readonly ranking: WindowRanking | null;
  /**
   * All posts of the library over that window, and until they are ranked those of `ranking`; `null`
   * before the first update.
   */
  readonly rows: TableRows | null;
  /** The ids of the posts that are selected in the table. */
  readonly selected: ReadonlySet<string>;
  select(postIds: ReadonlySet<string>): void;
  /** `null` until the table has rows. */
  readonly shown: ShownPosts | null;
  /** Called by the table whenever its rows or their order change. */
  setShown(shown: ShownPosts | null): void;
  /** Returns true for a breakout that was not seen when it came on screen. */
  isNew(postId: string): boolean;
  /** Sends a command that marks posts, and shows a toast with a way to undo it. */
  mark(command: MarkCommand, done: string): void;
  /** Shows a toast about another action, which may offer to undo it; `null` ends it. */
  show(toast: ToastContent | null): void;
  /** Shows a toast without a way to undo. */
  say(text: string): void;
}

const Context = createContext<FullViewContext | null>(null);

export const FullViewProvider = Context.Provider;

/** @throws outside of a {@link FullViewProvider} */
export function useFullView(): FullViewContext {
  const context = useContext(Context);
  if (context === null) throw new Error('useFullView needs a FullViewProvider above it');
  return context;
}
