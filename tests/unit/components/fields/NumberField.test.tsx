// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { useState } from 'preact/hooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NumberField } from '../../../../components/fields/NumberField.tsx';
import { I18nProvider } from '../../../../components/hooks/i18n-context.ts';
import type { NumericSetting } from '../../../../utils/settings/settings.ts';
import { english } from '../../../builders/english.ts';
import { NOW } from '../../../builders/time.ts';

let saved: number[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  saved = [];
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function Page(props: { readonly setting: NumericSetting; readonly value: number }) {
  const [value, setValue] = useState(props.value);
  return (
    <I18nProvider value={{ t: english, locale: 'en', now: NOW }}>
      <NumberField
        setting={props.setting}
        label="Number"
        hint="A number."
        value={value}
        onSave={async (chosen) => {
          saved.push(chosen);
          setValue(chosen);
          return null;
        }}
      />
    </I18nProvider>
  );
}

const field = () => screen.getByLabelText<HTMLInputElement>('Number');
const type = (text: string) => fireEvent.input(field(), { target: { value: text } });
const press = (key: string) => fireEvent.keyDown(field(), { key });
const pass = (ms: number) =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });
const error = () => screen.getByRole('alert').textContent;

describe('NumberField', () => {
  it.each([
    ['7,5', 7.5],
    ['3,5', 3.5],
  ])('saves “%s” as %d', async (typed, value) => {
    render(<Page setting="customMultiple" value={5} />);
    type(typed);
    press('Enter');
    await pass(0);
    expect(saved).toEqual([value]);
    expect(field().value).toBe(String(value));
  });

  it('keeps the number, and names the bounds that hold, for one that does not fit', async () => {
    render(<Page setting="customMultiple" value={5} />);
    type('1,4');
    press('Enter');
    await pass(1000);
    expect(saved).toEqual([]);
    expect(error()).toContain('from 1.5 to 100');
    expect(error()).toContain('Keeping 5.');
  });

  it('saves a fraction of a whole number at no time', async () => {
    render(<Page setting="lookbackDays" value={14} />);
    type('7,5');
    await pass(1000);
    expect(saved).toEqual([]);
    expect(field().getAttribute('aria-invalid')).toBe('true');
  });

  it('saves once after a pause in typing, and not at each key', async () => {
    render(<Page setting="refreshMinutes" value={60} />);
    for (const text of ['1', '12', '120']) {
      type(text);
      await pass(200);
    }
    expect(saved).toEqual([]);
    await pass(1000);
    expect(saved).toEqual([120]);
  });

  it('saves nothing at an arrow key, which moves the caret', async () => {
    render(<Page setting="lookbackDays" value={14} />);
    expect(field().type).toBe('text');
    for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']) press(key);
    await pass(1000);
    expect([saved, field().value]).toEqual([[], '14']);
  });
});
