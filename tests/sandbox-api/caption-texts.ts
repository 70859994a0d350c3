/**
 * Captions that are hard to show: short and long, emoji of several code points, right-to-left with
 * numbers and Latin inside, line breaks, markup, one word that cannot be broken, blanks only, and
 * none at all.
 */
const DIFFICULT: readonly (string | null)[] = [
  null,
  '   ',
  '🎉',
  'family day 👨‍👩‍👧‍👦 at the lake 🏞️ with flags 🇵🇹🇯🇵 and skin tones 👍🏽👋🏿',
  'وصفة خبز سريعة في 15 دقيقة فقط 🍞 #مطبخ',
  'מתכון ללחם שטוח ב-15 דקות, בלי תנור (IKEA pan)',
  'Three things I learned:\n1. start\n2. keep going\n\n3. stop on time',
  '<b>not bold</b> & <img src=x onerror="alert(1)"> "quoted" \'twice\'',
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschafts' +
    'jubiläumsausstellungseröffnungsrede',
  '今日の朝ごはん:納豆と味噌汁。レシピは概要欄で',
  'How we built a cabin in the woods in ten days, with hand tools only, and what we would do ' +
    'differently: better boots, a second saw, twice the nails, half the coffee, a tarp that does ' +
    'not leak, and a friend who can read the plan the right way up. Part one of four; the others ' +
    'come on Sundays, rain or shine, and yes, the dog is fine 🐕 he slept through all of it. ' +
    '#cabin #handtools #slow #woods',
];

const OPENINGS = [
  'How to',
  'Why I',
  'Nobody tells you how to',
  'Three ways to',
  'Watch me',
  'POV: you',
  'We',
] as const;
const DEEDS = [
  'bake bread without an oven',
  'fix a bike in the rain',
  'paint a wall twice',
  'run ten kilometres before breakfast',
  'grow tomatoes on a balcony',
  'pack for a month in one bag',
  'learn a song in a day',
  'cook for twelve on two rings',
] as const;
const ENDINGS = [
  '',
  ' ✨',
  ' (it worked)',
  '. Full story in the comments',
  ' #diy',
  ' 😅',
  '!',
] as const;

/** One post in this many has a caption that is hard to show. */
const DIFFICULT_EVERY = 6;

function pick<T>(from: readonly T[], index: number): T {
  return from[index % from.length] as T;
}

/**
 * Returns the caption of the post with this number in its library: the same for the same number,
 * and every kind within any 100.
 */
export function captionText(number: number): string | null {
  if (number % DIFFICULT_EVERY === DIFFICULT_EVERY - 1)
    return pick(DIFFICULT, Math.floor(number / DIFFICULT_EVERY));
  const ending = pick(ENDINGS, Math.floor(number / 3));
  return `${pick(OPENINGS, number)} ${pick(DEEDS, Math.floor(number / 7))}${ending}`;
}
