import { describe, expect, it } from 'vitest';
import { fetchApiDeprecation } from '../../../utils/creator-audit/api-deprecation.ts';
import { connectionAnswering, connectionRefusing, fakeConnection, KEY } from './fake-connection.ts';

async function lifecycle(data: unknown) {
  const outcome = await fetchApiDeprecation(connectionAnswering({ data }));
  return outcome.ok ? outcome.value : outcome.problem.kind;
}

describe('fetchApiDeprecation', () => {
  it('returns no dates while the API announces none', async () => {
    expect(
      await lifecycle({ api_version: 'v2', status: 'current', deprecation: null, sunset: null }),
    ).toEqual({
      deprecation: null,
      sunset: null,
    });
    expect(await lifecycle({ api_version: 'v2' })).toEqual({ deprecation: null, sunset: null });
  });

  it.each(['2027-06-01T00:00:00Z', '2027-06-01', 'Tue, 01 Jun 2027 00:00:00 GMT'])(
    'returns the announced dates: %s',
    async (sunset) => {
      expect(await lifecycle({ deprecation: '2027-01-01', sunset })).toEqual({
        deprecation: Date.UTC(2027, 0, 1),
        sunset: Date.UTC(2027, 5, 1),
      });
    },
  );

  it.each([true, 'soon', 1, {}, '1970-01-01'])('returns no date for %j', async (odd) => {
    expect(await lifecycle({ deprecation: odd, sunset: odd })).toEqual({
      deprecation: null,
      sunset: null,
    });
  });

  it.each([null, [], 'v2', undefined])('rejects the response %j', async (data) => {
    expect(await lifecycle(data)).toBe('unexpected-response');
  });

  it('sends no key and needs none', async () => {
    const connection = fakeConnection(() => Response.json({ data: {} }));
    await fetchApiDeprecation(connection);
    expect(connection.sent[0]?.url.href).toBe('https://api.creatoraudit.com/v2/meta');
    expect(JSON.stringify(connection.sent)).not.toContain(KEY);
    expect(await fetchApiDeprecation({ ...connection, key: '' })).toMatchObject({ ok: true });
  });

  it('fails while the API is down', async () => {
    expect(await fetchApiDeprecation(connectionRefusing(503, 'SERVICE_UNAVAILABLE'))).toMatchObject(
      {
        ok: false,
        problem: { kind: 'unavailable' },
      },
    );
  });
});
