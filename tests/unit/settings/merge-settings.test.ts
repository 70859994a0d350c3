import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  mergeSettings,
  type SettingTimes,
  timesAfter,
  toSharedItems,
} from '../../../utils/settings/merge-settings.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../utils/settings/settings.ts';
import { TRAVELLING_SETTINGS } from '../../../utils/settings/settings-file.ts';
import { NOW } from '../../builders/time.ts';

/** The storage that the browsers of an account share. */
class SharedStorage {
  items: Record<string, unknown> = {};
}

/** One browser of the account, with a clock of its own. */
class Profile {
  settings: Settings = DEFAULT_SETTINGS;
  times: SettingTimes = {};
  readonly shared: SharedStorage;
  /** The error of its clock, ms; positive: ahead. */
  readonly clockError: number;

  constructor(shared: SharedStorage, clockError = 0) {
    this.shared = shared;
    this.clockError = clockError;
  }

  change(changes: Partial<Settings>, now: number): void {
    const after = { ...this.settings, ...changes };
    this.times = timesAfter(this.times, this.settings, after, now + this.clockError);
    this.settings = after;
  }

  share(): void {
    const merged = mergeSettings(this.settings, this.times, this.shared.items);
    this.settings = { ...this.settings, ...merged.changes };
    this.times = merged.times;
    Object.assign(this.shared.items, toSharedItems(merged.newerHere, this.settings, this.times));
  }
}

const pair = (clockError = 0) => {
  const shared = new SharedStorage();
  return [new Profile(shared), new Profile(shared, clockError), shared] as const;
};

describe('two profiles', () => {
  it('share a change', () => {
    const [one, other] = pair();
    one.change({ theme: 'dark' }, NOW);
    one.share();
    other.share();
    expect(other.settings.theme).toBe('dark');
  });

  it('keep changes of different settings made meanwhile', () => {
    const [one, other] = pair();
    one.change({ theme: 'dark', lookbackDays: 30 }, NOW);
    other.change({ lookbackDays: 14, showCovers: false }, NOW + 1);
    one.share();
    other.share();
    one.share();
    expect(one.settings).toEqual(other.settings);
    expect(one.settings).toMatchObject({ theme: 'dark', lookbackDays: 14, showCovers: false });
  });

  it('let the later change hold although the clock of the other is ahead', () => {
    const [one, ahead] = pair(3_600_000);
    ahead.change({ theme: 'dark' }, NOW);
    ahead.share();
    one.share();
    one.change({ theme: 'light' }, NOW + 1000);
    one.share();
    ahead.share();
    expect(ahead.settings.theme).toBe('light');
  });

  it('end with the same value of two changes at the same time', () => {
    const [one, other] = pair();
    one.change({ theme: 'dark' }, NOW);
    other.change({ theme: 'light' }, NOW);
    for (const profile of [one, other, one]) profile.share();
    expect([one.settings.theme, other.settings.theme]).toEqual(['dark', 'dark']);
  });

  it('share one item for each setting that was ever changed, and nothing else', () => {
    const [one, , shared] = pair();
    one.change({ theme: 'dark', keyPersistence: 'session', syncSettings: true }, NOW);
    one.share();
    expect(shared.items).toEqual({ 'setting.theme': { value: 'dark', at: NOW } });
  });

  it('ignore items that do not fit', () => {
    const [one, , shared] = pair();
    shared.items = {
      'setting.lookbackDays': { value: 0, at: NOW },
      'setting.theme': 'dark',
      'setting.apiKey': { value: 'ca_secret', at: NOW },
      apiKey: 'ca_secret',
    };
    one.share();
    expect(one.settings).toEqual(DEFAULT_SETTINGS);
  });

  it('share nothing again that both have', () => {
    const [one, other] = pair();
    one.change({ theme: 'dark' }, NOW);
    one.share();
    other.change({ theme: 'dark' }, NOW - 1);
    const merged = mergeSettings(other.settings, other.times, one.shared.items);
    expect(merged).toEqual({ changes: {}, times: { theme: NOW }, newerHere: [] });
    expect(mergeSettings(one.settings, one.times, one.shared.items).newerHere).toEqual([]);
  });

  it('count a change at the same moment as newer than the one before it', () => {
    const [one] = pair();
    one.change({ theme: 'dark' }, NOW);
    one.change({ theme: 'light' }, NOW);
    expect(one.times).toEqual({ theme: NOW + 1 });
  });

  it('end with the same settings, whatever each changes and whenever they share', () => {
    const change = fc.record(
      {
        lookbackDays: fc.constantFrom(1, 7, 30),
        theme: fc.constantFrom('system' as const, 'light' as const, 'dark' as const),
        showCovers: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    const step = fc.record({ who: fc.constantFrom(0, 1), change: fc.option(change) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const [one, other] = pair();
        const profiles = [one, other];
        for (const [index, { who, change: changes }] of steps.entries()) {
          const profile = profiles[who] as Profile;
          if (changes === null) profile.share();
          else profile.change(changes as Partial<Settings>, NOW + index);
        }
        for (const profile of [one, other, one]) profile.share();
        expect(one.settings).toEqual(other.settings);
        // The last change of each setting holds.
        for (const name of TRAVELLING_SETTINGS) {
          const last = steps.findLast(({ change: changes }) => changes !== null && name in changes);
          const wanted = (last?.change as Partial<Settings> | undefined)?.[name];
          const isChange = wanted !== undefined && one.times[name] !== undefined;
          if (isChange && (one.times[name] ?? 0) >= NOW + steps.indexOf(last as never))
            expect(one.settings[name]).toBe(wanted);
        }
      }),
    );
  });
});
