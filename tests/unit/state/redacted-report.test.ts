import { describe, expect, it } from 'vitest';
import { CHANNELS_OFF } from '../../../utils/alerts/channel-state.ts';
import type { Settings } from '../../../utils/settings/settings.ts';
import { appendEvent, type WorkerEvent } from '../../../utils/state/event.ts';
import type { KeyOwner } from '../../../utils/state/key-owner.ts';
import type { Notice } from '../../../utils/state/notice.ts';
import type { PublicationHead } from '../../../utils/state/publication-head.ts';
import {
  redactedReport,
  reportChannels,
  reportEvents,
  reportKeyOwner,
  reportNotices,
  reportPublication,
  reportSettings,
  reportStatus,
} from '../../../utils/state/redacted-report.ts';
import type { SyncStatus } from '../../../utils/state/sync-status.ts';
import { aKeyOwner } from '../../builders/key-owner.ts';
import { aProblem } from '../../builders/problem.ts';
import { settingsWith } from '../../builders/settings.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';
import { NOW } from '../../builders/time.ts';
import { aPublicationHead } from '../../builders/window-ranking.ts';

const CANARY = 'canary';

interface Stored {
  readonly keyOwner: KeyOwner | null;
  readonly settings: Settings;
  readonly status: SyncStatus;
  readonly publication: PublicationHead | null;
  readonly notices: readonly Notice[];
  readonly events: readonly WorkerEvent[];
}

function reportOf(changes: Partial<Stored> = {}): string {
  const stored: Stored = {
    keyOwner: aKeyOwner(),
    settings: settingsWith({ lookbackDays: 9 }),
    status: aSyncStatus(),
    publication: aPublicationHead(),
    notices: [],
    events: [],
    ...changes,
  };
  return redactedReport(
    { version: '1.2.3', userAgent: 'Chromium 156', now: NOW },
    new Map([
      ['keyOwner', reportKeyOwner(stored.keyOwner)],
      ['settings', reportSettings(stored.settings)],
      ['syncStatus', reportStatus(stored.status)],
      ['publication', reportPublication(stored.publication)],
      ['notices', reportNotices(stored.notices)],
      ['events', reportEvents(stored.events)],
    ]),
  );
}

describe('redactedReport', () => {
  it('contains version, browser, settings, counts and status', () => {
    const report = reportOf();
    expect(report.endsWith('\n')).toBe(true);
    const lines = report.split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'Breakouts for CreatorAudit 1.2.3',
        'browser: Chromium 156',
        'made: 2026-11-23T12:00:00.000Z',
        'keyOwner:',
        '  saved',
        '  lookbackDays: 9',
        '  problem: none',
        '  posts: 100',
      ]),
    );
  });

  it('contains what support needs to find the request of a problem', () => {
    const problem = aProblem({
      kind: 'forbidden',
      status: 403,
      code: 'FORBIDDEN',
      requestId: 'req-1',
    });
    expect(reportOf({ status: aSyncStatus({ problem }) })).toContain(
      'problem: forbidden 403 FORBIDDEN req-1',
    );
  });

  it('contains the counts of the publication, or that there is none', () => {
    const counts = { generation: 7, posts: 9, accounts: 4, rowsWithoutId: 2, withoutDeltas: 3 };
    const head = aPublicationHead({ ...counts, completedAt: NOW, windows: [] });
    expect(reportPublication(head)).toEqual([
      ...['generation: 7', 'completed: 2026-11-23T12:00:00.000Z', 'windows: '],
      ...['posts: 9', 'accounts: 4', 'rowsWithoutId: 2', 'withoutDeltas: 3'],
    ]);
    expect(reportPublication(null)).toEqual(['nothing']);
  });

  it('contains the state of syncing, without what is unknown of a problem', () => {
    const pause = { until: NOW, reason: 'retry-after' } as const;
    const progress = { accounts: 1, pages: 2, pagesExpected: null, posts: 3 };
    const problem = aProblem({ kind: 'network', requestId: 'req-1' });
    const status = aSyncStatus({ problem, pause, progress, failuresInARow: 4 });
    expect(reportStatus({ ...status, lastAttemptAt: NOW, lastSuccessAt: null })).toEqual([
      'problem: network req-1',
      'pause: retry-after until 2026-11-23T12:00:00.000Z',
      'progress: {"accounts":1,"pages":2,"pagesExpected":null,"posts":3}',
      'lastAttempt: 2026-11-23T12:00:00.000Z',
      'lastSuccess: never',
      'failuresInARow: 4',
    ]);
    expect(reportStatus(aSyncStatus())).toContain('pause: none');
  });

  it('contains the notices, and if a key is saved', () => {
    expect(reportNotices(['key-lost', 'posts-rebuilt'])).toEqual(['key-lost, posts-rebuilt']);
    expect(reportNotices([])).toEqual(['none']);
    expect(reportKeyOwner(null)).toEqual(['none']);
  });

  it('contains how many creators and accounts a setting names, and none of them', () => {
    const lines = reportSettings(settingsWith({ alertCreators: [CANARY, CANARY] }));
    expect(lines).toContain('alertCreators: 2 chosen');
    expect(lines.join()).not.toContain(CANARY);
  });

  it('contains what became of the messages of each channel', () => {
    const fault = { kind: 'rejected', status: 400, at: NOW } as const;
    const lastSent = { id: 'm1', at: NOW, title: CANARY };
    expect(
      reportChannels({
        ...CHANNELS_OFF,
        slack: { ...CHANNELS_OFF.slack, isOn: true, fault, lastSent },
        discord: {
          ...CHANNELS_OFF.discord,
          addressEnding: CANARY,
          fault: { kind: 'offline', status: null, at: NOW },
          givenUp: { at: NOW, count: 3 },
        },
      }),
    ).toEqual([
      'desktop: off, no fault, last sent never, 0 given up',
      'slack: on, rejected 400, last sent 2026-11-23T12:00:00.000Z, 0 given up',
      'discord: off, offline, last sent never, 3 given up',
    ]);
  });

  it('contains the answer of each window', () => {
    const windows = [
      { days: 7, breakouts: 3, stillStrong: 1, compared: 80, total: 100 },
      { days: 14, breakouts: 0, stillStrong: 0, compared: 90, total: 100 },
    ];
    expect(reportOf({ publication: aPublicationHead({ windows }) })).toContain(
      'windows: 7 d: 3 breakouts, 80 of 100 compared, 14 d: 0 breakouts, 90 of 100 compared',
    );
  });

  it('counts an event that came several times in a row', () => {
    const again = [1, 2, 3].reduce<readonly WorkerEvent[]>(
      (events, minute) => appendEvent(events, { type: 'access-removed' }, NOW + minute),
      [],
    );
    expect(reportOf({ events: again })).toMatch(/\| access-removed \| x3$/m);
    expect(reportOf({ events: again.slice(0, 0) })).not.toContain('x3');
  });

  it('contains a line per event', () => {
    const sync = { trigger: 'manual', pages: 3, requests: 6, durationMs: 700 } as const;
    const events = appendEvent(
      [],
      { type: 'synced', outcome: 'timeout', requestId: 'req-2', sync },
      NOW,
    );
    expect(reportOf({ events })).toContain(
      '  2026-11-23T12:00:00.000Z | synced | timeout | ' +
        'manual, 3 pages, 6 requests, 700 ms | req-2\n',
    );
  });

  it('omits texts of the API, ids of posts and unknown settings', () => {
    const report = reportOf({
      status: aSyncStatus({
        problem: aProblem({
          title: CANARY,
          detail: CANARY,
          errors: [{ field: CANARY, message: CANARY }],
        }),
      }),
      publication: aPublicationHead({ run: CANARY, platforms: [CANARY] }),
      settings: { ...settingsWith(), unknown: CANARY },
    });
    expect(report).not.toContain(CANARY);
  });

  it('accepts damaged times', () => {
    expect(reportStatus(aSyncStatus({ lastAttemptAt: 8.64e15 }))).toContain(
      'lastAttempt: +275760-09-13T00:00:00.000Z',
    );
    expect(
      reportOf({
        status: aSyncStatus({ lastAttemptAt: 1e300, lastSuccessAt: null }),
        publication: null,
      }),
    ).toMatch(/lastAttempt: 1e\+300\n {2}lastSuccess: never/);
  });
});
