import { CHANNELS } from '../alerts/channel.ts';
import type { ChannelStates } from '../alerts/channel-state.ts';
import { DEFAULT_SETTINGS, type Settings } from '../settings/settings.ts';
import type { WorkerEvent } from './event.ts';
import type { Notice } from './notice.ts';
import type { PublicationHead, WindowSummary } from './publication-head.ts';
import type { SyncStatus } from './sync-status.ts';

/** The circumstances of a report. */
export interface ReportHeader {
  /** The extension's version. */
  readonly version: string;
  /** The browser's own description of itself. */
  readonly userAgent: string;
  /** ms since epoch. */
  readonly now: number;
}

/**
 * Writes the report for support. It is made of named facts only: no key, post, caption or account,
 * and none of the API's own words. It speaks the language of the code, because it is read beside
 * the code.
 *
 * @param sections the lines of each stored value, by its key
 */
export function redactedReport(
  { version, userAgent, now }: ReportHeader,
  sections: ReadonlyMap<string, readonly string[]>,
): string {
  return [
    `Breakouts for CreatorAudit ${version}`,
    `browser: ${userAgent}`,
    `made: ${isoTime(now)}`,
    ...[...sections].flatMap(([key, lines]) => [`${key}:`, ...lines.map((line) => `  ${line}`)]),
    '',
  ].join('\n');
}

export function reportKeyOwner(owner: unknown): readonly string[] {
  return [owner === null ? 'none' : 'saved'];
}

export function reportSettings(settings: Settings): readonly string[] {
  return Object.keys(DEFAULT_SETTINGS).map((name) => {
    const value = settings[name];
    // Lists name creators and accounts.
    return `${name}: ${Array.isArray(value) ? `${value.length} chosen` : JSON.stringify(value)}`;
  });
}

export function reportStatus({ problem, pause, ...status }: SyncStatus): readonly string[] {
  const parts =
    problem === null ? [] : [problem.kind, problem.status, problem.code, problem.requestId];
  return [
    `problem: ${parts.filter((part) => part !== null).join(' ') || 'none'}`,
    `pause: ${pause === null ? 'none' : `${pause.reason} until ${isoTime(pause.until)}`}`,
    `progress: ${JSON.stringify(status.progress)}`,
    `lastAttempt: ${isoTime(status.lastAttemptAt)}`,
    `lastSuccess: ${isoTime(status.lastSuccessAt)}`,
    `failuresInARow: ${status.failuresInARow}`,
  ];
}

export function reportNotices(notices: readonly Notice[]): readonly string[] {
  return [notices.join(', ') || 'none'];
}

export function reportChannels(channels: ChannelStates): readonly string[] {
  return CHANNELS.map((channel) => {
    const { isOn, fault, lastSent, givenUp } = channels[channel];
    const failure = fault === null ? 'no fault' : `${fault.kind} ${fault.status ?? ''}`.trim();
    const sent = isoTime(lastSent?.at ?? null);
    return [
      `${channel}: ${isOn ? 'on' : 'off'}`,
      failure,
      `last sent ${sent}`,
      `${givenUp?.count ?? 0} given up`,
    ].join(', ');
  });
}

export function reportPublication(publication: PublicationHead | null): readonly string[] {
  if (publication === null) return ['nothing'];
  return [
    `generation: ${publication.generation}`,
    `completed: ${isoTime(publication.completedAt)}`,
    `windows: ${publication.windows.map(windowText).join(', ')}`,
    `posts: ${publication.posts}`,
    `accounts: ${publication.accounts}`,
    `rowsWithoutId: ${publication.rowsWithoutId}`,
    `withoutDeltas: ${publication.withoutDeltas}`,
  ];
}

export function reportEvents(events: readonly WorkerEvent[]): readonly string[] {
  return events.map(eventLine);
}

function windowText({ days, breakouts, compared, total }: WindowSummary): string {
  return `${days} d: ${breakouts} breakouts, ${compared} of ${total} compared`;
}

function eventLine({ at, type, outcome, requestId, count, sync }: WorkerEvent): string {
  return [
    isoTime(at),
    type,
    count > 1 && `x${count}`,
    outcome,
    sync !== null &&
      `${sync.trigger}, ${sync.pages} pages, ${sync.requests} requests, ${sync.durationMs} ms`,
    requestId,
  ]
    .filter((part) => part !== false && part !== null)
    .join(' | ');
}

/** Formats a time; one beyond the range of dates is damage and is written as a number. */
function isoTime(time: number | null): string {
  if (time === null) return 'never';
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time);
}
