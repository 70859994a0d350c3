import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { changeMarks } from '../../../entrypoints/background/change-marks.ts';
import { withPublishLock } from '../../../entrypoints/background/publish-lock.ts';
import { JOB_ALARM } from '../../../utils/browser/job-alarm.ts';
import { NO_MARKS } from '../../../utils/state/initial-state.ts';
import { keyOwnerStore, marksStore } from '../../../utils/storage/stored-values.ts';
import { holdLock } from '../../builders/hold-lock.ts';
import { aKeyOwner } from '../../builders/key-owner.ts';
import { stubLocks } from '../../builders/stub-locks.ts';
import { MINUTE } from '../../builders/time.ts';

const see = (...postIds: string[]) =>
  changeMarks({ type: 'mark-seen', postIds, isUndoable: false });
const seen = async () => Object.keys((await marksStore.read()).posts);

beforeEach(async () => {
  fakeBrowser.reset();
  stubLocks();
  await keyOwnerStore.write(aKeyOwner());
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('changeMarks', () => {
  it('marks nothing of a removed organization, whose posts a page still shows', async () => {
    await keyOwnerStore.remove();
    await see('p1');
    expect(await marksStore.read()).toEqual(NO_MARKS);
  });

  it('marks nothing when the organization is removed while it waits', async () => {
    const release = await holdLock(withPublishLock, () => see('p1'));
    await keyOwnerStore.remove();
    await release();
    expect(await marksStore.read()).toEqual(NO_MARKS);
  });

  it('changes no mark while a ranking is being published', async () => {
    const release = await holdLock(withPublishLock, () => see('p1'));
    expect(await seen()).toEqual([]);
    await release();
    expect(await seen()).toEqual(['p1']);
  });

  it('keeps the marks of two commands at the same moment', async () => {
    await Promise.all([see('p1'), see('p2')]);
    expect(await seen()).toEqual(['p1', 'p2']);
  });

  it('plans the end of a snooze that ends before the next poll', async () => {
    const until = Date.now() + 5 * MINUTE;
    await changeMarks({ type: 'snooze', postIds: ['p1'], snooze: { until } });
    expect((await fakeBrowser.alarms.get(JOB_ALARM))?.scheduledTime).toBe(until);
  });
});
