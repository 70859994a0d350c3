import { expect, test } from 'vitest';
import { captionText } from '../../sandbox-api/caption-texts.ts';

const captions = Array.from({ length: 100 }, (_, number) => captionText(number));

test.each([
  ['none', (caption: string | null) => caption === null],
  ['more than 300 characters', (caption: string | null) => (caption?.length ?? 0) > 300],
  ['emoji of several code points', (caption: string | null) => /\u200d/.test(caption ?? '')],
  ['Arabic', (caption: string | null) => /\p{Script=Arabic}/u.test(caption ?? '')],
  ['Hebrew', (caption: string | null) => /\p{Script=Hebrew}/u.test(caption ?? '')],
  ['line breaks', (caption: string | null) => /\n/.test(caption ?? '')],
  ['markup', (caption: string | null) => /<img/.test(caption ?? '')],
  ['blanks only', (caption: string | null) => caption !== null && caption.trim() === ''],
])('caption texts include one in a hundred with %s', (_, is) => {
  expect(captions.some(is)).toBe(true);
});

test('caption texts are mostly ordinary and distinct', () => {
  const ordinary = captions.filter(
    (caption) => caption !== null && /^[A-Z][\w ]+/.test(caption) && caption.length < 100,
  );
  expect(ordinary.length).toBeGreaterThan(80);
  expect(new Set(ordinary).size).toBeGreaterThan(50);
});
