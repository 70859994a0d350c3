import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replayDay } from '../../evaluate/replay-day.ts';
import { replayReport } from '../../evaluate/replay-report.ts';
import { readVideoSeries, type VideoSeries } from '../../evaluate/video-series.ts';

const FIRST_DAY = Date.UTC(2017, 8, 13) / 86_400_000;

describe('video series', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'series-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it('reads a folder with September and October, and skips malformed rows', async () => {
    const rows = [
      'video_id,title,channel_title,category_id,views,date',
      'x,"A, title",channel,24,100,30.09',
      'x,title,channel,24,150,1.1',
      'x,title,channel,24,many,2.1',
      'y,title,channel,24,7,100',
    ];
    await writeFile(join(folder, 'videos.csv'), rows.join('\n'));
    const september30 = Date.UTC(2017, 8, 30) / 86_400_000;
    expect(readVideoSeries(folder)).toEqual([
      {
        id: 'x',
        channel: 'channel',
        category: '24',
        views: new Map([
          [september30, 100],
          [september30 + 1, 150],
        ]),
      },
    ]);
  });

  it('reports missing files in a sentence', () => {
    expect(() => readVideoSeries(join(folder, 'nothing'))).toThrow(/There is no folder/);
    expect(() => readVideoSeries(import.meta.dirname)).toThrow(/holds no CSV file/);
  });
});

/**
 * A channel of eight videos, a day apart, that gain 1,000 views on their first day on the list and
 * ever less; one of them ten times as much.
 */
function channel(): VideoSeries[] {
  return Array.from({ length: 12 }, (_, place) => {
    const size = place === 10 ? 10_000 : 1000;
    const days = Array.from({ length: 4 }, (_, age): [number, number] => [
      FIRST_DAY + place + age,
      Math.round(size * (2 - 0.5 ** age)),
    ]);
    return { id: `video-${place}`, channel: 'channel', category: '1', views: new Map(days) };
  });
}

describe('replayed day', () => {
  it('equals what the API would return for videos tracked since they were first listed', () => {
    const { posts, deltas } = replayDay(channel(), FIRST_DAY + 2, 'channel');
    expect(posts.map(({ id, views }) => [id, views])).toEqual([
      ['video-0', 1750],
      ['video-1', 1500],
      ['video-2', 1000],
    ]);
    expect([...deltas].map(([id, gained]) => [id, gained[1]?.views, gained[2]?.views])).toEqual([
      ['video-0', 250, 750],
      ['video-1', 500, 500],
      ['video-2', null, null],
    ]);
  });

  it('flags the hit once, on its second day', () => {
    const rows = replayReport(channel());
    const balanced = rows.find(
      ({ rule, accounts }) => rule === 'Balanced' && accounts === 'channel',
    );
    expect(balanced).toMatchObject({
      days: 8,
      daysWithNone: 7,
      flaggedPerDay: 1 / 8,
      carryOver: 0,
    });
    expect(balanced?.sizeRatio).toBeGreaterThan(3);
    const [topTen] = rows;
    expect(topTen?.rule).toBe("tutorial's top ten");
    expect(topTen?.daysWithNone).toBeLessThan(2);
  });
});
