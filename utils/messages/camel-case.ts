/** A word of the code as names of messages have it: `key-lost` becomes `keyLost`. */
export type CamelCase<Word extends string> = Word extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Word;

/** Writes a word of the code as names of messages have it. */
export function camelCase<Word extends string>(word: Word): CamelCase<Word> {
  return word.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()) as CamelCase<Word>;
}
