import fc from 'fast-check';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
/** The position of a value in a tree, at which it can be replaced or removed. */
type Place = { readonly holder: Json[] | { [key: string]: Json }; readonly key: string };
type Mutation = (place: Place, junk: Json) => void;

const valueAt = ({ holder, key }: Place) => Reflect.get(holder, key) as Json;

function put({ holder, key }: Place, value: Json): void {
  Reflect.defineProperty(holder, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

const textOf = (junk: Json) => (typeof junk === 'string' ? junk : JSON.stringify(junk));

function enlarged(value: Json): Json {
  if (typeof value === 'string') return value.repeat(1 + Math.ceil(2000 / (value.length + 1)));
  if (typeof value === 'number') return value * 1e12;
  if (Array.isArray(value)) return Array.from({ length: 30 }, () => value).flat();
  if (value === null || typeof value === 'boolean') return [value, value];
  return {
    ...value,
    ...Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`extra ${index}`, index])),
  };
}

const MUTATIONS: Record<string, Mutation> = {
  delete: ({ holder, key }) => {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else Reflect.deleteProperty(holder, key);
  },
  retype: (place, junk) => put(place, junk),
  nestInList: (place) => put(place, [valueAt(place)]),
  nestInObject: (place) => put(place, { [place.key]: valueAt(place) }),
  nestUnderJunk: (place, junk) => put(place, Object.fromEntries([[textOf(junk), valueAt(place)]])),
  enlarge: (place) => put(place, enlarged(valueAt(place))),
};

function placesIn(holder: Json): Place[] {
  if (typeof holder !== 'object' || holder === null) return [];
  return Object.entries(holder).flatMap(([key, value]) => [{ holder, key }, ...placesIn(value)]);
}

/** The mutations of the text of a response: `%` is the position, as a share of its length. */
const TEXT_MUTATIONS: Record<string, (text: string, at: number, junk: string) => string> = {
  keep: (text) => text,
  truncate: (text, at) => text.slice(0, at),
  insert: (text, at, junk) => text.slice(0, at) + junk + text.slice(at),
  overflow: (text) => text.replace(/:\d+/, ':1e999'),
  html: (_, __, junk) => `<!doctype html><title>502</title><p>${junk}`,
  deep: (text) => `{"data":${'['.repeat(5000)}${text}${']'.repeat(5000)}}`,
};

/**
 * Texts derived from a valid answer by deleting, retyping, nesting, enlarging and truncating, up to
 * four times over.
 *
 * @param secret stands among the junk, to see whether it comes through
 */
export function mutatedResponse(valid: unknown, secret: string): fc.Arbitrary<string> {
  const junk = fc.constantFrom<Json>(
    ...[
      null,
      true,
      false,
      0,
      -1,
      0.5,
      7,
      1e16,
      1e308,
      '',
      ' ',
      '7d',
      '12',
      '-3',
      'p1',
      'id',
      '__proto__',
      '\ud800',
      'banana 5',
    ],
    ...[
      [],
      {},
      [[]],
      [null],
      { id: 'p1' },
      { toString: 1 },
      { '7d': { '7d': 5 } },
      secret,
      `say ${secret}!`,
    ],
  );
  const step = fc.record({
    where: fc.nat(),
    how: fc.constantFrom(...Object.values(MUTATIONS)),
    junk,
  });
  const textStep = fc.record({
    how: fc.oneof(
      { weight: 4, arbitrary: fc.constant(TEXT_MUTATIONS.keep) },
      { weight: 1, arbitrary: fc.constantFrom(...Object.values(TEXT_MUTATIONS)) },
    ),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    junk: fc.constantFrom(
      '\u0000',
      '\ufeff',
      '"',
      '{',
      ']',
      ',',
      secret,
      '1e999',
      '"__proto__":{"7d":1},',
    ),
  });
  return fc
    .tuple(fc.array(step, { maxLength: 4 }), textStep)
    .map(([steps, { how, at, junk: inserted }]) => {
      const root = { answer: structuredClone(valid) as Json };
      for (const { where, how: mutate, junk: put } of steps) {
        const places = placesIn(root);
        const place = places[where % places.length];
        if (place !== undefined) mutate(place, structuredClone(put));
      }
      const text = JSON.stringify(root.answer) ?? '';
      return how?.(text, Math.floor(at * text.length), inserted) ?? text;
    });
}
