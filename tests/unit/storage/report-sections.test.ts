import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { LOCAL_VALUES } from '../../../utils/storage/registry.ts';
import { readReportSections } from '../../../utils/storage/report-sections.ts';

beforeEach(() => fakeBrowser.reset());

describe('readReportSections', () => {
  it('has lines for the values declared as reported only, before anything is stored', async () => {
    const sections = await readReportSections();
    const reported = LOCAL_VALUES.filter(({ isReported }) => isReported);
    expect([...sections.keys()]).toEqual(reported.map(({ key }) => key));
    expect(sections.get('keyOwner')).toEqual(['none']);
    expect(sections.get('publication')).toEqual(['nothing']);
  });

  it('reports a saved key without the key', async () => {
    const owner = { organizationId: 'o', apiKeyName: 'n', lastFour: '1234', savedAt: 1 };
    await fakeBrowser.storage.local.set({ keyOwner: { version: 1, value: owner } });
    expect((await readReportSections()).get('keyOwner')).toEqual(['saved']);
  });
});
