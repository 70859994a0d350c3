import { describe, expect, it } from 'vitest';
import { fetchOverview } from '../../../utils/creator-audit/overview.ts';
import { connectionAnswering } from './fake-connection.ts';

const figures = async (data: unknown) => {
  const answer = await fetchOverview(connectionAnswering({ data }), '7d');
  return answer.ok ? answer.value : answer.problem.kind;
};

describe('fetchOverview', () => {
  it('asks for the period', async () => {
    const connection = connectionAnswering({ data: { current: {} } });
    await fetchOverview(connection, '30d');
    expect(connection.sent[0]?.url.href).toBe(
      'https://api.creatoraudit.com/v2/overview?period=30d',
    );
  });

  it('returns the figures with the changes that the API gives', async () => {
    expect(
      await figures({
        current: { total_views: '1200', engagement_rate: 4.5, active_accounts: 3 },
        previous: { total_views: 1000, engagement_rate: 5 },
        changes: { total_views_pct: 20.1, engagement_rate_pct: -10 },
      }),
    ).toEqual({
      ...{ period: '7d', views: 1200, viewsChange: 20.1 },
      ...{ engagementRate: 4.5, engagementRateChange: -10 },
    });
  });

  it('computes the changes that the API leaves out', async () => {
    expect(
      await figures({
        current: { total_views: 1200, engagement_rate: 4.5 },
        previous: { total_views: 1000, engagement_rate: 0 },
        changes: { total_views_pct: null },
      }),
    ).toMatchObject({ viewsChange: expect.closeTo(20), engagementRateChange: null });
  });

  it('leaves out what is missing or odd', async () => {
    const nothing = { period: '7d', views: null, viewsChange: null };
    expect(await figures({ current: { total_views: 'many' }, previous: 7 })).toMatchObject(nothing);
    expect(await figures({ current: {} })).toMatchObject(nothing);
    const before = { previous: { total_views: 1000, engagement_rate: 5 } };
    expect(await figures({ current: { engagement_rate: 4.5 }, ...before })).toMatchObject(nothing);
    const now = { current: { total_views: 1200 }, previous: { engagement_rate: 5 } };
    expect(await figures(now)).toMatchObject({ views: 1200, viewsChange: null });
  });

  it('reports an answer without current figures as unexpected', async () => {
    for (const data of [null, [], { current: null }, { total_views: 7 }])
      expect(await figures(data)).toBe('unexpected-response');
  });
});
