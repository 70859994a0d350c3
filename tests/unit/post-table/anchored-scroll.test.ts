import { describe, expect, it } from 'vitest';
import { anchoredScrollTop } from '../../../utils/post-table/anchored-scroll.ts';

const scroll = (top: number) => ({ top, height: 400, rowHeight: 40 });

describe('anchoredScrollTop', () => {
  it('follows a row that has moved down or up', () => {
    expect(anchoredScrollTop(scroll(1000), 30, 35, 100)).toBe(1200);
    expect(anchoredScrollTop(scroll(1000), 30, 10, 100)).toBe(200);
  });

  it('stays within the table', () => {
    expect(anchoredScrollTop(scroll(100), 5, 0, 100)).toBe(0);
    expect(anchoredScrollTop(scroll(3000), 80, 95, 100)).toBe(3600);
    expect(anchoredScrollTop(scroll(100), 5, 1, 3)).toBe(0);
  });
});
