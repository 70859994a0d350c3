import { DEFAULT_SETTINGS, type Settings } from '../settings/settings.ts';
import type { WorkerEvent } from './event.ts';
import type { Notice } from './notice.ts';
import type { PublicationHead, WindowSummary } from './publication-head.ts';
import type { SyncStatus } from './sync-status.ts';

/** What a report is made from. */
export interface ReportFacts {
  /** Of the extension. */
  readonly version: string;
  /** The browser's own description of itself. */
  readonly userAgent: string;
  /** When the report is made, ms since epoch. */
  readonly now: number;
  readonly hasKey: boolean;
  readonly settings: Settings;
  readonly status: SyncStatus;
  readonly publication: PublicationHead | null;
  readonly notices: readonly Notice[];
  readonly events: readonly WorkerEvent[];
}

/**
 * A report for those who mend the extension, as text. It is made of named facts alone: no key, no post, caption or account, none of the API's
 * own words. It speaks the language of the code, for it is read beside the code.
 */
export function redactedReport(facts: ReportFacts): string {
  const { status, publication, now } = facts;
  const { problem, pause } = status;
  const settings = Object.keys(DEFAULT_SETTINGS).map((name) => `  ${name}: ${JSON.stringify(facts.settings[name])}`);
  return [
    `Breakouts for CreatorAudit ${facts.version}`,
    `browser: ${facts.userAgent}`,
    `made: ${isoTime(now)}`,
    `key: ${facts.hasKey ? 'saved' : 'none'}`,
    'settings:',
    ...settings,
    'status:',
    `  problem: ${problem === null ? 'none' : [problem.kind, problem.status, problem.code, problem.requestId].filter((part) => part !== null).join(' ')}`,
    `  pause: ${pause === null ? 'none' : `${pause.reason} until ${isoTime(pause.until)}`}`,
    `  progress: ${JSON.stringify(status.progress)}`,
    `  lastAttempt: ${isoTime(status.lastAttemptAt)}`,
    `  lastSuccess: ${isoTime(status.lastSuccessAt)}`,
    `  failuresInARow: ${status.failuresInARow}`,
    `  notices: ${facts.notices.join(', ') || 'none'}`,
    'published:',
    ...(publication === null
      ? ['  nothing']
      : [
          `  generation: ${publication.generation}`,
          `  completed: ${isoTime(publication.completedAt)}`,
          `  windows: ${publication.windows.map(windowText).join(', ')}`,
          `  posts: ${publication.posts}`,
          `  accounts: ${publication.accounts}`,
          `  rowsWithoutId: ${publication.rowsWithoutId}`,
          `  withoutDeltas: ${publication.withoutDeltas}`,
        ]),
    'events:',
    ...facts.events.map((event) => `  ${eventLine(event)}`),
    '',
  ].join('\n');
}

function windowText({ days, breakouts, compared, total }: WindowSummary): string {
  return `${days} d: ${breakouts} breakouts, ${compared} of ${total} compared`;
}

function eventLine({ at, what, outcome, requestId, times, sync }: WorkerEvent): string {
  return [
    isoTime(at),
    what,
    times > 1 && `x${times}`,
    outcome,
    sync !== null && `${sync.trigger}, ${sync.pages} pages, ${sync.requests} requests, ${sync.durationMs} ms`,
    requestId,
  ]
    .filter((part) => part !== false && part !== null)
    .join(' | ');
}

/** A time that is beyond what a date can be is damage, and is told as it is. */
function isoTime(time: number | null): string {
  if (time === null) return 'never';
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time);
}
