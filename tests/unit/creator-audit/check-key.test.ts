import { describe, expect, it } from 'vitest';
import { checkKey } from '../../../utils/creator-audit/check-key.ts';
import { connectionAnswering, connectionRefusing } from './fake-connection.ts';

describe('checkKey', () => {
  it('returns the organization of the key', async () => {
    const connection = connectionAnswering({
      data: { type: 'whoami', organization_id: 'org-1', api_key_name: 'Breakouts' },
    });
    const outcome = await checkKey(connection);
    expect(outcome).toMatchObject({
      ok: true,
      value: { organizationId: 'org-1', apiKeyName: 'Breakouts' },
    });
    expect(connection.sent[0]?.url.href).toBe('https://api.creatoraudit.com/v2/whoami');
  });

  it.each([null, undefined, 5])('returns no name when the API sends %j', async (api_key_name) => {
    const connection = connectionAnswering({ data: { organization_id: 'org-1', api_key_name } });
    expect(await checkKey(connection)).toMatchObject({
      value: { organizationId: 'org-1', apiKeyName: null },
    });
  });

  it.each([{}, { organization_id: '' }, { organization_id: null }, { organization_id: 7 }])(
    'rejects %j as an organization',
    async (data) => {
      expect(await checkKey(connectionAnswering({ data }))).toMatchObject({
        ok: false,
        problem: { kind: 'unexpected-response' },
      });
    },
  );

  it.each([
    [401, 'UNAUTHORIZED', 'unauthorized'],
    [403, 'FORBIDDEN', 'forbidden'],
  ])('fails with %i %s when the API refuses the key', async (status, code, kind) => {
    expect(await checkKey(connectionRefusing(status, code))).toMatchObject({
      ok: false,
      problem: { kind, code },
    });
  });
});
