import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { COMPLETE_POPUP } from '../browsers/complete-popup.ts';
import { drawIcon, ICON_SHADES, ICON_SOURCE } from './icons.ts';
import { type ShowroomSession, settleForPicture } from './showroom-session.ts';

/** The size that the stores require, in pixels. */
const SCREENSHOT_SIZE = { width: 1280, height: 800 };
const PROMO_TILE_SIZE = { width: 440, height: 280 };

const POPUP_SIZE = { width: 420, height: 600 };
const OPTIONS_SIZE = { width: 600, height: 640 };
const TIMEOUT_MS = 30_000;

/** A picture for the store or the README, with its file name. */
export interface StorePicture {
  readonly name: string;
  /** PNG. */
  readonly picture: Buffer;
}

/** The content of a screenshot for the stores. */
interface Scene {
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly colorScheme: 'light' | 'dark';
  /** Opens the page and brings it into the state to show. */
  readonly open: (session: ShowroomSession) => Promise<Page>;
}

const SCENES: readonly Scene[] = [
  {
    name: '1-breakouts',
    title: 'See what takes off while it does',
    text: 'The number on the icon counts your posts that get far more views than usual.',
    colorScheme: 'light',
    open: (session) => openPopup(session, 'Breakouts'),
  },
  {
    name: '2-details',
    title: 'Know why',
    text: 'Each post is compared with posts of the same age on the same account.',
    colorScheme: 'light',
    async open(session) {
      const popup = await openPopup(session, 'Breakouts');
      await popup
        .getByRole('button', { name: /^Show details/ })
        .first()
        .click();
      await popup
        .getByText(/Posts this old on this account usually get/)
        .waitFor({ timeout: TIMEOUT_MS });
      return popup;
    },
  },
  {
    name: '3-actions',
    title: 'Act at once',
    text: 'Open, copy, export, snooze or mute. Everything can be undone.',
    colorScheme: 'light',
    async open(session) {
      const popup = await openPopup(session, 'Breakouts');
      await popup.getByRole('listitem').nth(2).hover();
      await popup
        .getByRole('listitem')
        .nth(2)
        .getByRole('button', { name: 'More actions' })
        .click();
      return popup;
    },
  },
  {
    name: '4-top-movers',
    title: 'See which posts gain the most',
    text: 'Top movers over a day, a week, a month or days of your own. In light and dark.',
    colorScheme: 'dark',
    open: (session) => openPopup(session, 'Top movers'),
  },
  {
    name: '5-key',
    title: 'Your key stays yours',
    text: 'Kept in your browser and sent to CreatorAudit only. No analytics, no server of ours.',
    colorScheme: 'light',
    open: ({ browser }) => browser.openOptions(OPTIONS_SIZE),
  },
];

/** Takes the screenshots of the store, 1280 × 800. */
export async function takeScreenshots(
  session: ShowroomSession,
  painter: Browser,
): Promise<StorePicture[]> {
  const pictures: StorePicture[] = [];
  const { text: badge } = await session.browser.badge();
  for (const scene of SCENES) {
    const page = await scene.open(session);
    await page.emulateMedia({ colorScheme: scene.colorScheme });
    await page.mouse.move(0, 0);
    await settleForPicture(page);
    const shown = await page.screenshot();
    await page.close();
    const picture = await paint(painter, SCREENSHOT_SIZE, stage(scene, shown, badge));
    pictures.push({ name: `${scene.name}.png`, picture });
  }
  return pictures;
}

/** The size of the full view in the README, pixels. */
const FULL_VIEW_SIZE = { width: 1440, height: 810 };

/** Takes the popup for the README, in both themes, and the full view. */
export async function takeReadmePictures(session: ShowroomSession): Promise<StorePicture[]> {
  const pictures: StorePicture[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    const popup = await openPopup(session, 'Breakouts');
    await popup.emulateMedia({ colorScheme });
    await popup.mouse.move(0, 0);
    await settleForPicture(popup);
    pictures.push({ name: `popup-${colorScheme}.png`, picture: await popup.screenshot() });
    await popup.close();
  }
  const page = await session.browser.context.newPage();
  await page.setViewportSize(FULL_VIEW_SIZE);
  await page.goto(`${session.browser.extensionOrigin}/full-view.html`);
  const rows = page.locator('main [data-post-id]');
  await rows.first().waitFor();
  await rows.nth(1).locator('[data-column="post"]').click();
  // The panel is complete when its chart is.
  await page.locator('aside.post canvas').first().waitFor();
  await settleForPicture(page);
  pictures.push({ name: 'full-view.png', picture: await page.screenshot() });
  await page.close();
  return pictures;
}

/** Paints the small promotional tile, 440 × 280. */
export async function paintPromoTile(painter: Browser): Promise<StorePicture> {
  const picture = await paint(
    painter,
    PROMO_TILE_SIZE,
    `<style>
      body { align-items: center; background: linear-gradient(135deg, #2565d8, #0b1f4a);
        color: #ffffff; display: flex; gap: 28px; padding: 0 36px; }
      svg { flex: none; width: 104px; --tile: #ffffff; --mark: ${ICON_SHADES.onLight.tile}; }
      h1 { font-size: 34px; line-height: 1.1; margin: 0 0 10px; }
      p { font-size: 18px; line-height: 1.3; margin: 0; }
    </style>
    ${readFileSync(ICON_SOURCE, 'utf8')}
    <div><h1>Breakouts</h1><p>The posts that take off, on your toolbar</p></div>`,
  );
  return { name: 'promo-tile.png', picture };
}

/** Paints the icon on light and dark toolbars, in its own size and enlarged, to look at. */
export async function paintIconsOnToolbars(painter: Browser): Promise<StorePicture> {
  const toolbars = [
    { ground: '#ffffff', shades: [ICON_SHADES.any, ICON_SHADES.onLight] },
    { ground: '#f0f0f4', shades: [ICON_SHADES.any, ICON_SHADES.onLight] },
    { ground: '#3c3c3c', shades: [ICON_SHADES.any, ICON_SHADES.onDark] },
    { ground: '#2b2a33', shades: [ICON_SHADES.any, ICON_SHADES.onDark] },
  ];
  const rows = [];
  for (const { ground, shades } of toolbars) {
    const icons = [];
    for (const shade of shades) {
      for (const size of [16, 32]) {
        const url = dataUrl(await drawIcon(painter, { path: '', size, padding: 0, shade }));
        icons.push(`<img src="${url}"><img class="large" src="${url}">`);
      }
    }
    rows.push(`<div style="background: ${ground}">${icons.join('')}</div>`);
  }
  const picture = await paint(
    painter,
    { width: 640, height: 400 },
    `<style>
      div { align-items: center; display: flex; gap: 20px; height: 100px; padding: 0 20px; }
      .large { image-rendering: pixelated; width: 80px; }
    </style>${rows.join('')}`,
  );
  return { name: 'icons-on-toolbars.png', picture };
}

async function openPopup({ browser }: ShowroomSession, list: string): Promise<Page> {
  const popup = await browser.openPopup(POPUP_SIZE);
  await popup.locator(COMPLETE_POPUP).waitFor({ timeout: TIMEOUT_MS });
  await popup.getByRole('tab', { name: list }).click();
  return popup;
}

/** The words of a scene beside what it shows, under a toolbar with the icon and its badge. */
function stage({ title, text, colorScheme }: Scene, shown: Buffer, badge: string): string {
  const [ground, toolbar, ink] =
    colorScheme === 'light' ? ['#e8effd', '#d3e0fa', '#101a33'] : ['#141b2d', '#35363a', '#f2f5fc'];
  return `<style>
    body { background: ${ground}; color: ${ink}; display: grid; gap: 72px;
      grid-template-columns: 480px 600px; padding: 0 64px; place-content: center; }
    .words { align-self: center; }
    .words svg { width: 72px; }
    h1 { font-size: 52px; letter-spacing: -0.02em; line-height: 1.08; margin: 28px 0 20px; }
    p { font-size: 24px; line-height: 1.4; margin: 0; }
    .toolbar { align-items: center; background: ${toolbar}; border-radius: 12px 12px 0 0;
      display: flex; height: 48px; justify-content: flex-end; padding-inline-end: 24px; }
    .icon { position: relative; }
    .icon svg { display: block; width: 24px; }
    .badge { background: #c2255c; border-radius: 4px; bottom: -7px; color: #ffffff;
      font-size: 12px; font-weight: 700; padding: 1px 4px; position: absolute; right: -9px; }
    .shown { align-self: center; box-shadow: 0 12px 40px rgb(0 0 0 / 25%); border-radius: 12px;
      justify-self: center; overflow: hidden; }
    .shown img { display: block; }
  </style>
  <div class="words">${readFileSync(ICON_SOURCE, 'utf8')}<h1>${title}</h1><p>${text}</p></div>
  <div class="shown">
    <div class="toolbar"><span class="icon">${readFileSync(ICON_SOURCE, 'utf8')}
      <span class="badge">${badge}</span></span></div>
    <img src="${dataUrl(shown)}">
  </div>`;
}

async function paint(
  painter: Browser,
  viewport: { width: number; height: number },
  html: string,
): Promise<Buffer> {
  const page = await painter.newPage({ viewport });
  try {
    const base = `<style>
      html { height: 100%; }
      body { box-sizing: border-box; font-family: 'Liberation Sans', Arial, sans-serif;
        height: 100%; margin: 0; }
    </style>`;
    await page.setContent(base + html);
    return await page.screenshot();
  } finally {
    await page.close();
  }
}

function dataUrl(png: Buffer): string {
  return `data:image/png;base64,${png.toString('base64')}`;
}
