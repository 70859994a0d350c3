// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { I18nProvider } from '../../../../components/hooks/i18n-context.ts';
import { EventList } from '../../../../components/status/EventList.tsx';
import type { WorkerEvent } from '../../../../utils/state/event.ts';
import { english } from '../../../builders/english.ts';
import { MINUTE, NOW } from '../../../builders/time.ts';

afterEach(cleanup);

function anEvent(changes: Partial<WorkerEvent>): WorkerEvent {
  return {
    at: NOW,
    type: 'worker-started',
    outcome: null,
    requestId: null,
    count: 1,
    sync: null,
    ...changes,
  };
}

/** The cells of each row, as they are read. */
function readRows(events: readonly WorkerEvent[]): (string | undefined)[][] {
  const { container } = render(
    <I18nProvider value={{ t: english, locale: 'en', now: NOW }}>
      <EventList events={events} />
    </I18nProvider>,
  );
  return [...container.querySelectorAll('tbody tr')].map((row) =>
    [...row.querySelectorAll('td')].map((cell) => cell.textContent?.replaceAll(/\s+/g, ' ').trim()),
  );
}

describe('EventList', () => {
  it('shows the newest event first, with outcome and request id', () => {
    const sync = { trigger: 'manual', pages: 1200, requests: 6, durationMs: 740 } as const;
    const rows = readRows([
      anEvent({ count: 3 }),
      anEvent({ at: NOW + MINUTE, type: 'synced', outcome: 'timeout', requestId: 'req-1', sync }),
    ]);
    expect(rows.map(([, what, outcome]) => [what, outcome])).toEqual([
      ['Update (manual)', 'CreatorAudit took too long. 1,200 pages, 6 requests, 0.7 s req-1'],
      ['Extension started (3 times)', ''],
    ]);
  });

  it('counts one page as one', () => {
    const sync = { trigger: 'manual', pages: 1, requests: 2, durationMs: 1200 } as const;
    const [[, , outcome] = []] = readRows([anEvent({ type: 'synced', outcome: 'complete', sync })]);
    expect(outcome).toMatch(/\b1 page, 2 requests\b/);
  });

  it('shows a text when there are no events', () => {
    expect(readRows([])).toEqual([]);
    expect(document.body.textContent).toContain('No activity yet.');
  });
});
