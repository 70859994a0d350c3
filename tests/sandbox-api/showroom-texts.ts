import type { LibraryTexts } from './library-texts.ts';

/** The topic of an account of the showroom. */
export interface ShowroomTopic {
  /** Invented. Any likeness to an account that exists is by accident. */
  readonly accounts: readonly string[];
  readonly captions: readonly string[];
  /** The name of a Lucide icon that stands for a cover. */
  readonly icon: string;
}

/** The topics of the showroom: names and captions as creators write them. */
export const SHOWROOM_TOPICS: readonly ShowroomTopic[] = [
  {
    accounts: ['hollowbrook.bakery', 'crumbandcompass', 'risen.by.noor', 'flourside'],
    icon: 'croissant',
    captions: [
      'Croissants from start to finish in 40 seconds 🥐',
      'I baked the same loaf at 5 temperatures so you don’t have to',
      'The 3 a.m. shift nobody shows you',
      'Sourdough rescue: what to do when it won’t rise',
      'Cinnamon knots, the shaping trick that took me years',
      'No mixer, no problem: soft rolls by hand',
      'Reading your comments while the oven heats up',
      'Pizza dough, 72 hours vs 24 hours',
      'How we shape 200 baguettes before sunrise',
      'Rye bread for beginners',
      'What a €4 loaf really costs to make',
      'Testing the viral yoghurt flatbread',
    ],
  },
  {
    accounts: ['tindra.ceramics', 'kilnandclay.co', 'mudhaus.studio', 'wheelhouse.ann'],
    icon: 'palette',
    captions: [
      'Opening the kiln after 30 hours 🔥',
      'This glaze was a mistake. Now it’s our bestseller',
      'From lump of clay to mug in one take',
      'Centering clay: the one thing I wish I’d known',
      'Packing 60 orders with me',
      'Turning a cracked bowl into something better',
      'Glaze test number 48, finally',
      'How I price my work (real numbers)',
      'Carving a leaf pattern, no talking, just sound',
      'Studio tour, very honest edition',
      'Throwing my biggest vase yet',
    ],
  },
  {
    accounts: ['fjordline.cycling', 'gravel.and.grit', 'pedalpostcards', 'slowlane.velo'],
    icon: 'bike',
    captions: [
      '1,200 km in 5 days, this is day one',
      'Everything in my bikepacking bags',
      'The climb that broke me ⛰️',
      'Fix a flat in 90 seconds',
      'Would you ride this descent in the rain?',
      'What I eat on a 200 km ride',
      'Cheap wheels vs expensive wheels, blind test',
      'My commute at −10 °C',
      'The quiet road behind the lake',
      'First race of the season, full story',
      'Chain cleaning, the lazy way that works',
    ],
  },
  {
    accounts: ['smallplot.garden', 'balcony.harvest', 'moss.and.mint', 'allotment42'],
    icon: 'sprout',
    captions: [
      'Tomatoes from one balcony: 14 kg 🍅',
      'Stop watering like this',
      'Week by week: seeds to salad',
      'What I plant in November',
      'A compost bin for under €10',
      'Slugs: what worked and what didn’t',
      'Garden tour before the frost',
      'Pruning roses without fear',
      'The raised bed I regret building',
      'Garlic goes in today',
    ],
  },
  {
    accounts: ['marlow.makes', 'sawdust.sunday', 'dovetail.dee', 'benchdog.works'],
    icon: 'hammer',
    captions: [
      'A table from one single board',
      'I restored a €15 flea-market chair',
      'Three joints every beginner should learn',
      'Hidden drawer, can you find it?',
      'Workshop in 9 m², here’s the layout',
      'Sanding: you’re stopping too early',
      'Built a bed that folds into the wall',
      'The sound of a sharp plane 🔊',
      'My first commission went wrong',
      'Walnut or oak?',
    ],
  },
  {
    accounts: ['velvet.paws.daily', 'otis.the.whippet', 'pip.and.bramble', 'nora.the.newf'],
    icon: 'paw-print',
    captions: [
      'He heard the fridge open from upstairs',
      'Teaching an old dog a new trick, day 12',
      'Bath day. Everybody survived',
      'POV: you said the word “walk”',
      'Meet the new neighbour 🐈',
      'Why she sleeps on the keyboard',
      'First snow ever ❄️',
      'Unboxing a toy she’ll ignore',
      'The zoomies, a documentary',
      'Vet visit, honest review',
    ],
  },
  {
    accounts: ['onepan.ines', 'lunchbox.lab', 'supper.at.sami', 'spicedrawer'],
    icon: 'cooking-pot',
    captions: [
      'Dinner in 12 minutes, one pan',
      'Crispy rice salad, you need this',
      'Five lunches for €15',
      'My grandmother’s lentil soup 🥣',
      'The noodle sauce I make every week',
      'Meal prep without boring Thursdays',
      'I tried the viral feta thing again',
      'Perfect eggs, every time',
      'What’s in the freezer? Dinner',
      'Kids rated my lunchboxes',
    ],
  },
  {
    accounts: ['trailnotes.anna', 'low.clouds.club', 'ridgeline.rae', 'hutbook.diaries'],
    icon: 'mountain',
    captions: [
      'Sunrise above the clouds, 4:40 a.m.',
      'Hut to hut with a baby, day 3',
      'The lightest tent I’ve slept in',
      'I packed too much. Here’s what I sent home',
      'Ridge walk in the wind 💨',
      'Five hikes you can reach by train',
      'Blisters: prevention that works',
      'Alone in the valley for two nights',
      'Trail snacks ranked',
      'Map reading in one minute',
    ],
  },
  {
    accounts: ['keys.and.coffee', 'loftroom.sessions', 'minor.seventh.mia', 'tapehiss.club'],
    icon: 'piano',
    captions: [
      'One chord that fixes every intro',
      'Learning this solo at half speed',
      'Live take, no edits 🎹',
      'Writing a song from your comments',
      'The pedal I use on everything',
      'Practice 10 minutes a day like this',
      'Upright piano, felt on, rain outside',
      'How we recorded drums in a kitchen',
      'Guess the film from four notes',
      'New single, first listen',
    ],
  },
  {
    accounts: ['slowthread.studio', 'patch.and.pocket', 'bobbin.and.bea', 'hemline.diy'],
    icon: 'scissors',
    captions: [
      'Old shirt, new bag, one hour',
      'Visible mending for beginners',
      'I made my own jeans. Worth it?',
      'Thrift flip: curtains to dress',
      'The zip method that never fails',
      'Sewing room reset ✨',
      'A coat from a blanket',
      'Darning socks is relaxing, prove me wrong',
      'Pattern cutting on the floor again',
      'What I wear in a week, all handmade',
    ],
  },
];

const ACCOUNTS_PER_TOPIC = 4;

/** The topic of an account. @param account its index in the library */
function showroomTopic(account: number): ShowroomTopic {
  return SHOWROOM_TOPICS[account % SHOWROOM_TOPICS.length] as ShowroomTopic;
}

/** Names and captions as creators write them, for pictures and the demo. */
export const SHOWROOM_TEXTS: LibraryTexts = {
  username(account) {
    const turn = Math.floor(account / SHOWROOM_TOPICS.length);
    const name = showroomTopic(account).accounts[turn % ACCOUNTS_PER_TOPIC] ?? '';
    const round = Math.floor(turn / ACCOUNTS_PER_TOPIC);
    return round === 0 ? name : `${name}${round + 1}`;
  },
  caption(_, account, index) {
    const { captions } = showroomTopic(account);
    // The accounts of a topic begin at different captions.
    const turn = Math.floor(account / SHOWROOM_TOPICS.length);
    const first = Math.floor((turn * captions.length) / ACCOUNTS_PER_TOPIC);
    const caption = captions[(first + index) % captions.length] ?? null;
    const part = 1 + Math.floor(index / captions.length);
    return part === 1 ? caption : `${caption}, part ${part}`;
  },
};
