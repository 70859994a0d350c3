import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NOTICES_FILE } from '../../third-party-notices.config.ts';
import { ROOT } from '../checks/run-tool.ts';
import { builtFiles } from './write-packages.ts';

/** Every host that a built file may name, and why. */
const KNOWN_HOSTS: Readonly<Record<string, string>> = {
  'api.creatoraudit.com': 'the only host that is asked for anything but covers',
  'hooks.slack.com': 'messages to the user’s own channel, if wanted',
  'discord.com': 'likewise',
  'docs.slack.dev': 'a link to how a webhook is made',
  'support.discord.com': 'likewise',
  'app.creatoraudit.com': 'links to the app',
  'www.instagram.com': 'links to posts',
  'www.tiktok.com': 'links to posts',
  'github.com': 'links to the project',
  'www.w3.org': 'names of XML namespaces, never loaded',
};

const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** The code that a store rejects: made from text, or loaded from elsewhere. */
const FORBIDDEN_CODE = [
  /\beval\s*\(/,
  /\bnew Function\b/,
  /\bFunction\s*\(\s*["'`]/,
  /\bimportScripts\s*\(/,
  /\bimport\s*\(\s*["'`]?https?:/,
  /\bset(?:Timeout|Interval)\s*\(\s*["'`]/,
  /\bdocument\.write\b/,
  /createElement\(\s*["'`]script["'`]\s*\)/,
];

describe.each(['.output/chrome-mv3', '.output/firefox-mv3'])('built files in %s', (build) => {
  const read = (file: string) => readFileSync(join(ROOT, build, file), 'utf8');
  const files = builtFiles(build);
  const scripts = files.filter((file) => file.endsWith('.js'));
  const pages = files.filter((file) => file.endsWith('.html'));

  it('are of known kinds, without source maps', () => {
    expect(scripts.length).toBeGreaterThan(3);
    expect(pages).toEqual(expect.arrayContaining(['options.html', 'popup.html']));
    expect(files.filter((file) => !/\.(js|css|html|json|png|txt)$/.test(file))).toEqual([]);
    expect(scripts.filter((file) => read(file).includes('sourceMappingURL'))).toEqual([]);
  });

  it.each(scripts)('run no code made from text or loaded from elsewhere: %s', (script) => {
    const code = read(script);
    expect(FORBIDDEN_CODE.filter((pattern) => pattern.test(code)).map(String)).toEqual([]);
  });

  it.each(pages)('load scripts and styles of the extension only: %s', (page) => {
    const html = read(page);
    for (const [, attributes = '', content = ''] of html.matchAll(
      /<script([^>]*)>([\s\S]*?)<\/script>/g,
    )) {
      expect(attributes).toMatch(/src="\/[^/]/);
      expect(content.trim()).toBe('');
    }
    expect(html).toMatch(/<script/);
    expect(html).not.toMatch(/\son\w+\s*=|javascript:|<base\b|<iframe\b|<style\b/);
    for (const [, address = ''] of html.matchAll(/(?:src|href)="([^"]*)"/g)) {
      expect(address).toMatch(/^\/[^/]/);
    }
  });

  it('have the permissions that the README gives reasons for, and no others', () => {
    const manifest = JSON.parse(read('manifest.json'));
    const browser = build.includes('firefox') ? 'Firefox' : 'Chrome';
    const rows = [...README.matchAll(/^\| `([^`]+)`(?: \(([^)]+)\))? +\|/gm)]
      .filter(([, , browsers]) => browsers === undefined || browsers.includes(browser))
      .map(([, name]) => name);
    const fields = ['permissions', 'optional_permissions', 'host_permissions'];
    const asked = [...fields, 'optional_host_permissions'].flatMap(
      (field) => manifest[field] ?? [],
    );
    const explained = rows.filter((name = '') => /^[a-zA-Z]+$|^https:/.test(name));
    expect(explained.sort()).toEqual(asked.sort());
    expect(asked).toContain('storage');
  });

  it('may load pictures by https from anywhere, as the README says, and nothing else', () => {
    const { content_security_policy: policy } = JSON.parse(read('manifest.json'));
    const sources = new Map<string, string[]>(
      policy.extension_pages.split('; ').map((directive: string) => {
        const [name = '', ...values] = directive.split(' ');
        return [name, values];
      }),
    );
    expect(sources.get('img-src')).toContain('https:');
    const others = [...sources].filter(([name]) => name !== 'img-src').flatMap(([, all]) => all);
    const hosts = others.filter((source) => !source.startsWith("'"));
    expect(hosts.map((host) => `${host}/*`).filter((host) => !README.includes(host))).toEqual([]);
    expect(README).toMatch(/\*\*Show cover images\*\* is on[^.]*load the covers/);
    expect(README).toMatch(/covers and channels off, the API is the only host/);
  });

  it('name known hosts only', () => {
    const named = files
      .filter((file) => file !== NOTICES_FILE && !file.endsWith('.png'))
      .flatMap((file) => [...read(file).matchAll(/(?:https?|wss?):\/\/([a-z0-9.-]+)/gi)])
      .map(([, host = '']) => host);
    expect(named).toContain('api.creatoraudit.com');
    expect([...new Set(named)].filter((host) => !(host in KNOWN_HOSTS))).toEqual([]);
  });

  it('list the license of every bundled package', () => {
    const notices = read(NOTICES_FILE);
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const bundled = [...notices.matchAll(/^(\S+) \d\S* \(/gm)].map(([, name = '']) => name);
    // All that ships is a dependency, for `npm audit --omit=dev`; WXT wraps the entry points.
    const wrapping = ['@wxt-dev/browser', 'wxt'];
    // Makes the catalogues of messages and ships nothing of its own.
    const atBuildOnly = '@wxt-dev/i18n';
    expect(Object.keys(dependencies)).toContain(atBuildOnly);
    const shipped = Object.keys(dependencies).filter((name) => name !== atBuildOnly);
    expect(bundled.toSorted()).toEqual([...shipped, ...wrapping].toSorted());
  });
});

describe('search for forbidden code', () => {
  it.each([
    'eval("1")',
    'x=new Function("return 1")',
    'importScripts("https://example.com/a.js")',
    'import("https://example.com/a.js")',
    'setTimeout("run()", 1)',
    'document.createElement("script")',
  ])('finds %s', (code) => {
    expect(FORBIDDEN_CODE.some((pattern) => pattern.test(code))).toBe(true);
  });
});
