import { describe, expect, it } from 'vitest';
import { alertMemory } from '../../../utils/storage/registry.ts';
import { parseStored } from '../../../utils/storage/value-declaration.ts';
import { alertPost } from '../../builders/alert-message.ts';
import { HOUR, NOW } from '../../builders/time.ts';

/** A value as stored by version 1. */
const versionOne = () => {
  const waiting = { waiting: [alertPost()], moreWaiting: 3, isSummary: true, sentAt: [NOW - HOUR] };
  return {
    channels: { desktop: { told: { p1: 8.8, p2: null }, ...waiting }, slack: null, discord: null },
    digest: null,
    rises: { 'account:tiktok/anna': ['p2'] },
    decidedAt: NOW,
    windowDays: 7,
  };
};

describe('migrateAlertMemory', () => {
  it('keeps what was sent and what waits', () => {
    const { channels, ...rest } = versionOne();
    const { told, ...desktop } = channels.desktop;
    expect(parseStored(alertMemory, { version: 1, value: versionOne() })).toEqual({
      ...rest,
      channels: { ...channels, desktop: { ...desktop, sentStrengths: told } },
    });
  });

  it.each([null, {}, { channels: { desktop: { told: {} } } }])('rejects damage: %j', (value) => {
    expect(parseStored(alertMemory, { version: 1, value })).toBeUndefined();
  });
});
