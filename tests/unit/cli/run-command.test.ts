import { parseArgs } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CommandError, runCommand, UsageError } from '../../cli/run-command.ts';
import { wholeNumber } from '../../cli/whole-number.ts';

describe('runCommand', () => {
  beforeEach(() => {
    vi.spyOn(console, 'log').mockImplementation(() => undefined);
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
  });
  afterEach(() => {
    process.exitCode = undefined;
    vi.restoreAllMocks();
  });

  it.each(['--help', '-h'])('prints the usage for %s and runs nothing', async (flag) => {
    const run = vi.fn();
    await runCommand('Usage: x', run, ['--port', '1', flag]);
    expect(console.log).toHaveBeenCalledWith('Usage: x');
    expect(run).not.toHaveBeenCalled();
    expect(process.exitCode).toBeUndefined();
  });

  it('exits with code 2 and one sentence for an unknown flag', async () => {
    await runCommand('Usage: x', (args) => parseArgs({ args, options: {} }), ['--speed']);
    expect(console.error).toHaveBeenCalledWith(expect.stringMatching(/'--speed'.*\n.*--help/));
    expect(process.exitCode).toBe(2);
  });

  it('exits with code 2 for a value out of bounds', async () => {
    await runCommand('Usage: x', () => wholeNumber('--port', '70000', 0, 65_535), []);
    expect(console.error).toHaveBeenCalledWith(
      expect.stringContaining('--port takes a whole number from 0 to 65535, not "70000".'),
    );
    expect(process.exitCode).toBe(2);
  });

  it('exits with code 1 and the sentence when something is missing', async () => {
    const run = () => Promise.reject(new CommandError('There is no build.'));
    await runCommand('Usage: x', run, []);
    expect(console.error).toHaveBeenCalledWith('There is no build.');
    expect(process.exitCode).toBe(1);
  });

  it('rethrows a bug instead of printing a sentence', async () => {
    const run = () => Promise.reject(new TypeError('x is not a function'));
    await expect(runCommand('Usage: x', run, [])).rejects.toThrow(TypeError);
  });
});

describe('wholeNumber', () => {
  it.each(['', 'abc', '1.5', '-1', '1e3', '11'])('rejects %j', (text) => {
    expect(() => wholeNumber('COUNT', text, 0, 10)).toThrow(UsageError);
  });

  it.each(['0', '10'])('accepts the bound %s', (text) => {
    expect(wholeNumber('COUNT', text, 0, 10)).toBe(Number(text));
  });
});
