import * as z from 'zod/mini';
import { CHANNELS } from '../alerts/channel.ts';
import { WEBHOOK_CHANNELS } from '../alerts/webhook-address.ts';
import { type Problem, problemSchema } from '../creator-audit/problem/problem.ts';
import { FULL_VIEW_COLUMNS } from '../state/full-view-state.ts';
import { MARK_COMMANDS } from '../state/mark-commands.ts';
import { SAVED_FILTER_COMMANDS } from '../state/saved-filters.ts';
import { browser } from './browser.ts';
import { sendCommand } from './send-command.ts';

/** The commands of pages. Pages read results from storage; only `save-key` returns one. */
const commandSchema = z.union([
  /** Sync now, even during a pause. */
  z.object({ type: z.literal('refresh') }),
  /** Wake up, and repair storage that cannot be read before the response. */
  z.object({ type: z.literal('ping') }),
  /** The user has read the notices. */
  z.object({ type: z.literal('dismiss-notices') }),
  /** Check `key` with CreatorAudit and store it if it is valid. */
  z.object({
    type: z.literal('save-key'),
    key: z.string(),
    /** The user has agreed to remove the data of the former organization. */
    mayReplaceOrganization: z.boolean(),
  }),
  /** Remove the key and everything fetched with it. */
  z.object({ type: z.literal('remove-key') }),
  /** Show the sample data; refused where there is a key. */
  z.object({ type: z.literal('start-sample') }),
  /** Remove the key, everything fetched with it, and the settings. */
  z.object({ type: z.literal('delete-all-data') }),
  /** Change the given settings. */
  z.object({ type: z.literal('save-settings'), changes: z.record(z.string(), z.unknown()) }),
  /** Pause all alerts until a time, ms since epoch; `null`: end the pause. */
  z.object({ type: z.literal('pause-alerts'), until: z.nullable(z.number()) }),
  /** Rewrite values that a page cannot use, before the response. */
  z.object({ type: z.literal('republish') }),
  /** Switch a channel of alerts on or off. */
  z.object({
    type: z.literal('switch-channel'),
    channel: z.enum(CHANNELS),
    isOn: z.boolean(),
  }),
  /** Store the address of a webhook, and switch its channel on. */
  z.object({
    type: z.literal('save-webhook'),
    channel: z.enum(WEBHOOK_CHANNELS),
    address: z.string(),
  }),
  /** Delete the address of a webhook. */
  z.object({ type: z.literal('remove-webhook'), channel: z.enum(WEBHOOK_CHANNELS) }),
  /** Send a test message. The same id is sent once. */
  z.object({
    type: z.literal('test-channel'),
    channel: z.enum(WEBHOOK_CHANNELS),
    id: z.string(),
  }),
  /** Hide these columns of the full view's table, and show the others. */
  z.object({ type: z.literal('hide-columns'), columns: z.array(z.enum(FULL_VIEW_COLUMNS)) }),
  ...MARK_COMMANDS,
  ...SAVED_FILTER_COMMANDS,
]);

export type Command = z.infer<typeof commandSchema>;

/** The response of the worker. */
const resultSchema = z.union([
  z.object({ result: z.literal('ok') }),
  /** The key was not stored, because CreatorAudit rejected it or could not be asked. */
  z.object({ result: z.literal('problem'), problem: problemSchema }),
  /** The key belongs to another organization: ask before the present data is removed. */
  z.object({ result: z.literal('other-organization') }),
  /** The command failed: a bug of the extension or an error of the browser's storage. */
  z.object({ result: z.literal('failed'), reason: z.string() }),
]);

export type CommandResult =
  | z.infer<typeof resultSchema>
  | { readonly result: 'problem'; readonly problem: Problem };

/**
 * Sends a command to the worker and parses its response.
 *
 * @throws when the worker does not respond to two attempts, or the response is invalid
 */
export async function requestFromWorker(command: Command): Promise<CommandResult> {
  return resultSchema.parse(await sendCommand(command));
}

interface Sender {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
}

/**
 * Registers `handle` for the commands of the extension's own pages, and responds with its result.
 * Must be called synchronously at the worker's start. Messages from other senders, and messages
 * that are no commands, get no response.
 */
export function onCommand(handle: (command: Command) => Promise<CommandResult>): void {
  const listener = (
    message: unknown,
    sender: Sender,
    sendResponse: (response: CommandResult) => void,
  ): true | undefined => {
    const command = commandSchema.safeParse(message);
    if (!isOwnPage(sender) || !command.success) return undefined;
    handle(command.data)
      .catch(
        (error: unknown): CommandResult => ({
          result: 'failed',
          reason: error instanceof Error ? error.name : 'unknown',
        }),
      )
      .then(sendResponse);
    // Keeps the channel open until sendResponse is called, in every browser (a returned promise
    // does not).
    return true;
  };
  // The polyfill's types do not know that a listener may answer some messages only.
  browser.runtime.onMessage.addListener(
    listener as Parameters<typeof browser.runtime.onMessage.addListener>[0],
  );
}

function isOwnPage(sender: Sender): boolean {
  return (
    sender.id === browser.runtime.id && sender.url?.startsWith(browser.runtime.getURL('')) === true
  );
}
