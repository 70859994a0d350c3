// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { TableRows } from '../../../entrypoints/full-view/table/table-rows.ts';
import type { PublicationHead } from '../../../utils/state/publication-head.ts';
import { postColumns } from '../../builders/post-columns.ts';
import { aPublicationHead } from '../../builders/window-ranking.ts';

const client = vi.hoisted(() => ({ rank: vi.fn(), prepareSearch: vi.fn() }));
vi.mock('../../../entrypoints/full-view/table/table-client.ts', () => ({
  createTableClient: () => client,
}));

const { useTableRows } = await import('../../../entrypoints/full-view/table/use-table-rows.ts');
const { DEFAULT_SETTINGS } = await import('../../../utils/settings/settings.ts');

let rows: TableRows | null = null;

function Probe({ publication }: { readonly publication: PublicationHead }) {
  rows = useTableRows(publication, DEFAULT_SETTINGS, null, 7);
  return null;
}

beforeEach(() => {
  fakeBrowser.reset();
  client.prepareSearch.mockResolvedValue(undefined);
});

afterEach(cleanup);

describe('useTableRows', () => {
  it('asks again when the end of the published sync is not stored yet', async () => {
    const columns = postColumns([{ id: 'p1' }], { windowDays: 7, generation: 2 });
    client.rank.mockResolvedValueOnce(null).mockResolvedValue(columns);
    render(<Probe publication={aPublicationHead({ generation: 2 })} />);
    await vi.waitFor(() => expect(rows?.columns.ids).toEqual(['p1']));
    expect(client.rank).toHaveBeenCalledTimes(2);
  });
});
