// @vitest-environment happy-dom
import { render } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { I18nProvider } from '../../../../components/hooks/i18n-context.ts';
import { Sparkline } from '../../../../components/posts/Sparkline.tsx';
import type { SparkSeries } from '../../../../utils/breakouts/model/ranking.ts';
import type { Translate } from '../../../../utils/messages/translate.ts';

/** Says the name of a message and what was put into it. */
const t: Translate = Object.assign((key: string, ...words: readonly unknown[]) => [key, ...words].join(' '), {
  plural: (_key: string, _count: number, ...words: readonly unknown[]) => words.join(' '),
});

function drawn(series: SparkSeries) {
  const { container } = render(
    <I18nProvider value={{ t, locale: 'en', now: 0 }}>
      <Sparkline series={series} />
    </I18nProvider>,
  );
  return {
    label: container.querySelector('svg[role="img"]')?.getAttribute('aria-label'),
    path: container.querySelector('path')?.getAttribute('d'),
  };
}

describe('Sparkline', () => {
  it('goes from the first point at the left to the last at the right, lowest at the bottom', () => {
    expect(drawn({ hours: [0, 12, 48], views: [100, 200, 300] }).path).toBe('M0.0 14.0L14.0 7.0L56.0 0.0');
  });

  it('goes down where a platform recounted', () => {
    expect(drawn({ hours: [0, 24, 48], views: [100, 300, 200] }).path).toBe('M0.0 14.0L28.0 0.0L56.0 7.0');
  });

  it('is a level line where nothing changed, and no broken one where all happened within an hour', () => {
    expect(drawn({ hours: [0, 24, 48], views: [5, 5, 5] }).path).toBe('M0.0 14.0L28.0 14.0L56.0 14.0');
    expect(drawn({ hours: [0, 0, 0], views: [1, 2, 3] }).path).not.toMatch(/NaN|Infinity/);
  });

  it('says in words what it draws', () => {
    expect(drawn({ hours: [0, 20, 70], views: [1200, 3000, 45_000] }).label).toBe('row.sparkline 1.2K 45K 3');
  });
});
