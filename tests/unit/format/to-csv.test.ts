import * as fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { toCsv, toTsv } from '../../../utils/format/to-csv.ts';

const read = (text: string) =>
  Papa.parse<string[]>(text, { skipEmptyLines: false }).data.slice(0, -1);

describe('toCsv', () => {
  it('quotes commas, quotes and line breaks, and ends every row with CRLF (RFC 4180)', () => {
    expect(toCsv([['a,b', 'say "hi"', 'two\nlines', 'plain', 1.5, null]])).toBe(
      '"a,b","say ""hi""","two\nlines",plain,1.5,\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])(
    'prevents %j from running as a formula',
    (text) => {
      expect(read(toCsv([[text]]))).toEqual([[`'${text}`]]);
    },
  );

  it('keeps negative numbers', () => {
    expect(toCsv([[-5]])).toBe('-5\r\n');
  });

  it('round-trips through a parser', () => {
    const cell = fc.string({ unit: 'grapheme' }).filter((text) => !/^[=+\-@\t\r]/.test(text));
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1 }),
        (rows) => {
          expect(read(toCsv(rows))).toEqual(rows);
        },
      ),
    );
  });
});

describe('toTsv', () => {
  it('keeps each row on one line, with a tab between cells', () => {
    expect(
      toTsv([
        ['a', 'two\r\n\tlines'],
        [1.5, null],
      ]),
    ).toBe('a\ttwo lines\n1.5\t\n');
  });

  it('quotes nothing, and prevents formulas from running', () => {
    expect(toTsv([['say "hi", you', '=1+1', -5]])).toBe('say "hi", you\t\'=1+1\t-5\n');
  });
});
