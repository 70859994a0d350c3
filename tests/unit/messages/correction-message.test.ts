import { describe, expect, it } from 'vitest';
import { correctionMessage } from '../../../utils/messages/correction-message.ts';
import { english } from '../../builders/english.ts';
import { DAY, NOW } from '../../builders/time.ts';

const page = { t: english, locale: 'en' };

describe('correctionMessage', () => {
  it('names the platform and the day where a day is known', () => {
    const correction = { platform: 'tiktok', share: 0.1, from: NOW - 1.5 * DAY, to: NOW - DAY / 2 };
    expect(correctionMessage(correction, page)).toMatch(
      /^TikTok corrected view counts around Nov 22, 2026\./,
    );
  });

  it('names both ends where only longer windows tell', () => {
    const correction = { platform: null, share: 0.1, from: NOW - 7 * DAY, to: NOW - 2 * DAY };
    expect(correctionMessage(correction, page)).toMatch(
      /^Another platform corrected view counts between Nov 16, 2026 and Nov 21, 2026\./,
    );
  });
});
