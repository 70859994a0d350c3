import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publicationSchema } from '../../../utils/state/publication.ts';
import { rankingName } from '../../../utils/state/ranking-selection.ts';
import { checksum } from '../../../utils/storage/checksum.ts';
import { aPublication } from '../../builders/publication.ts';
import { aBreakout, aRanking } from '../../builders/ranking.ts';

describe('the checksum of a ranking', () => {
  it('is that of FNV-1a', () => {
    expect(checksum('')).toBe(fnv1a(''));
    expect(checksum('foobar')).toBe(fnv1a('foobar'));
  });

  it('tells of any one change of a number', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (gained, other) => {
        fc.pre(gained !== other);
        const withGain = (views: number) =>
          checksum(JSON.stringify(aRanking({ breakouts: [aBreakout({ gained: views })] })));
        expect(withGain(gained)).not.toBe(withGain(other));
      }),
    );
  });
});

/** FNV-1a as its authors give it, over the bytes of ASCII text. */
function fnv1a(text: string): number {
  let hash = 2166136261n;
  for (const byte of Buffer.from(text, 'ascii')) hash = ((hash ^ BigInt(byte)) * 16777619n) % 2n ** 32n;
  return Number(hash);
}

describe('the name of a ranking', () => {
  it('differs for each window, measure and platform', () => {
    const names = ([1, 7] as const).flatMap((windowDays) =>
      (['views', 'engagement'] as const).flatMap((measure) =>
        [null, 'instagram', 'tiktok'].map((platform) => rankingName({ windowDays, measure, platform })),
      ),
    );
    expect(new Set(names).size).toBe(12);
  });
});

describe('a stored publication', () => {
  it('comes back as it was', () => {
    const publication = aPublication({ breakoutIds: ['a'], checksums: { '7d/views/all': 1 }, platforms: ['tiktok'] });
    expect(publicationSchema.parse(JSON.parse(JSON.stringify(publication)))).toEqual(publication);
  });

  const UNKNOWN = { rankedAt: 0, writer: '' };

  it('of an extension that did not note when, or by which version, it was ranked says that nobody knows', () => {
    const { rankedAt: _, writer: __, ...former } = aPublication({ rankedAt: 7, writer: '0.1.0' });
    expect(publicationSchema.parse(former)).toEqual({ ...former, ...UNKNOWN });
  });

  it.each(Object.keys(aPublication()).filter((part) => !(part in UNKNOWN)))('counts as damaged without %s', (part) => {
    expect(publicationSchema.safeParse({ ...aPublication(), [part]: undefined }).success).toBe(false);
  });
});
