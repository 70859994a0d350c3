import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';

/** The series of a video on a daily list. */
export interface VideoSeries {
  readonly id: string;
  readonly channel: string;
  readonly category: string;
  /** Lifetime views by day, in whole days since epoch; only days on which it was on the list. */
  readonly views: ReadonlyMap<number, number>;
}

const DAY_MS = 86_400_000;
const COLUMNS = ['video_id', 'channel_title', 'category_id', 'views', 'date'] as const;

/**
 * Parses daily snapshots of trending videos: a CSV file with the columns `video_id`,
 * `channel_title`, `category_id`, `views`, `date`. Malformed rows are skipped.
 *
 * @throws Error when the folder or such a file is missing
 */
export function readVideoSeries(folder: string): VideoSeries[] {
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}: nothing to replay.`);
  const file = readdirSync(folder).find((name) => name.endsWith('.csv'));
  if (file === undefined)
    throw new Error(`The folder ${folder} holds no CSV file: nothing to replay.`);
  const [heading = [], ...rows] = Papa.parse<string[]>(readFileSync(join(folder, file), 'utf8'), {
    delimiter: ',',
  }).data;
  const places = COLUMNS.map((name) => heading.indexOf(name));
  if (places.includes(-1))
    throw new Error(`${file} lacks one of the columns ${COLUMNS.join(', ')}.`);

  const series = new Map<
    string,
    { channel: string; category: string; views: Map<number, number> }
  >();
  for (const row of rows) {
    const [id = '', channel = '', category = '', views = '', date = ''] = places.map(
      (place) => row[place],
    );
    const day = dayOf(date);
    if (id === '' || channel === '' || !/^\d+$/.test(views) || day === null) continue;
    const video = series.get(id) ?? { channel, category, views: new Map() };
    series.set(id, video);
    video.views.set(day, Number(views));
  }
  return [...series].map(([id, video]) => ({ id, ...video }));
}

/**
 * Parses `dd.mm` of autumn 2017. October is `1` there, because a spreadsheet took its 10 for a
 * decimal.
 */
function dayOf(date: string): number | null {
  const [, day, month] = /^(\d{1,2})\.(09|10|1)$/.exec(date) ?? [];
  if (day === undefined) return null;
  return Date.UTC(2017, month === '09' ? 8 : 9, Number(day)) / DAY_MS;
}
