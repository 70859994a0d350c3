import type { PostStory } from '../../../../utils/history/post-story.ts';
import type { Inks } from '../Inks.tsx';
import { directionOf, fitLines } from './fit-lines.ts';

/** The size of the picture in its own pixels; it is made of twice as many. */
const [WIDTH, HEIGHT] = [640, 360] as const;
const SCALE = 2;
const MARGIN = 28;
const TILE = 84;
const GAP = 16;
/** The room of the headline, beside the name. */
const HEADLINE_WIDTH = 170;

/** The words of a card, clean of characters that reorder what is around them. */
export interface CardWords {
  /** With its `@`. */
  readonly account: string;
  /** The letter of the tile where there is no cover. */
  readonly initial: string;
  /** The platform and when it was posted. */
  readonly about: string;
  /** The multiple, or what was gained. */
  readonly headline: string;
  readonly unit: string;
  /** On one line. */
  readonly caption: string;
  readonly sentence: string;
  readonly counts: string;
  readonly origin: string;
}

export interface CardInput {
  readonly words: CardWords;
  /** `null`: the post has none, or its host does not let others read it. */
  readonly cover: ImageBitmap | HTMLImageElement | null;
  readonly story: PostStory | null;
  readonly inks: Inks;
  readonly fontFamily: string;
  readonly direction: 'ltr' | 'rtl';
}

/** Draws the card of a post. @returns a picture in the format PNG */
export async function drawCard(input: CardInput): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH * SCALE;
  canvas.height = HEIGHT * SCALE;
  const ctx = canvas.getContext('2d');
  if (ctx === null) throw new Error('the browser has no canvas');
  ctx.scale(SCALE, SCALE);
  paint(ctx, input);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('the canvas has no picture')) : resolve(blob)),
      'image/png',
    );
  });
}

function paint(ctx: CanvasRenderingContext2D, input: CardInput): void {
  const { words, inks, direction } = input;
  ctx.fillStyle = inks.ground;
  ctx.fillRect(0, 0, WIDTH, HEIGHT);
  ctx.strokeStyle = inks.grid;
  ctx.strokeRect(0.5, 0.5, WIDTH - 1, HEIGHT - 1);
  const isRightToLeft = direction === 'rtl';
  const pen = createPen(ctx, input);
  paintTile(ctx, input, isRightToLeft ? WIDTH - MARGIN - TILE : MARGIN);

  const nameStart = MARGIN + TILE + GAP;
  const nameWidth = WIDTH - nameStart - MARGIN - HEADLINE_WIDTH - GAP;
  const beside = { from: nameStart, width: nameWidth };
  const name = { text: words.account, top: 38, size: 20, weight: 650 } as const;
  pen({ ...beside, ...name, ink: 'text', direction: directionOf(words.account, direction) });
  pen({ ...beside, text: words.about, top: 68, size: 13, ink: 'quiet', lines: 2 });
  const corner = { from: WIDTH - MARGIN - HEADLINE_WIDTH, width: HEADLINE_WIDTH, isAtEnd: true };
  pen({ ...corner, text: words.headline, top: 28, size: 44, weight: 750, ink: 'views' });
  pen({ ...corner, text: words.unit, top: 82, size: 13, ink: 'quiet' });

  const whole = { from: MARGIN, width: WIDTH - 2 * MARGIN };
  const own = directionOf(words.caption, direction);
  const caption = { text: words.caption, top: 126, size: 16, lines: 2 } as const;
  const below = pen({ ...whole, ...caption, ink: 'text', direction: own, alignedBy: own });
  const sentence = { text: words.sentence, top: below + 8, size: 14, lines: 3 } as const;
  const top = pen({ ...whole, ...sentence, ink: 'quiet' }) + 16;
  paintViews(ctx, input, { left: MARGIN, top, width: WIDTH - 2 * MARGIN, height: 308 - top });
  const half = (WIDTH - 2 * MARGIN) / 2;
  pen({ from: MARGIN, width: half, text: words.counts, top: 322, size: 12, ink: 'quiet' });
  pen({
    ...{ from: MARGIN + half, width: half, isAtEnd: true },
    ...{ text: words.origin, top: 322, size: 12, ink: 'quiet', weight: 650 },
  });
}

/** A text and its place, measured from the side on which the language begins. */
interface Writing {
  readonly text: string;
  readonly from: number;
  readonly width: number;
  readonly top: number;
  readonly size: number;
  readonly weight?: number;
  readonly ink: keyof Inks;
  readonly lines?: number;
  /** Aligned with the end of its room. */
  readonly isAtEnd?: boolean;
  /** The direction of the text, where it is not that of the page. */
  readonly direction?: 'ltr' | 'rtl';
  /** The direction whose side it begins on, where it is not that of the page. */
  readonly alignedBy?: 'ltr' | 'rtl';
}

const LINE_HEIGHT = 1.35;

/** Returns a function that writes, and tells where the text ends. */
function createPen(ctx: CanvasRenderingContext2D, { inks, fontFamily, direction }: CardInput) {
  return ({ text, from, width, top, size, ink, lines = 1, ...how }: Writing): number => {
    const left = direction === 'rtl' ? WIDTH - from - width : from;
    ctx.save();
    // Marks that pile up on a letter stay within the room of the text.
    ctx.beginPath();
    ctx.rect(left, top - size * 0.2, width, lines * size * LINE_HEIGHT + size * 0.2);
    ctx.clip();
    ctx.font = `${how.weight ?? 400} ${size}px ${fontFamily}`;
    ctx.fillStyle = inks[ink];
    ctx.textBaseline = 'top';
    ctx.direction = how.direction ?? direction;
    const isOnRight = ((how.alignedBy ?? direction) === 'rtl') !== (how.isAtEnd === true);
    ctx.textAlign = isOnRight ? 'right' : 'left';
    const fitted = fitLines(text, width, lines, (part) => ctx.measureText(part).width);
    for (const [index, line] of fitted.entries())
      ctx.fillText(line, isOnRight ? left + width : left, top + index * size * LINE_HEIGHT);
    ctx.restore();
    return top + fitted.length * size * LINE_HEIGHT;
  };
}

function paintTile(ctx: CanvasRenderingContext2D, input: CardInput, left: number): void {
  const { cover, inks, words, fontFamily } = input;
  const top = MARGIN;
  ctx.save();
  ctx.beginPath();
  ctx.roundRect(left, top, TILE, TILE, 10);
  ctx.clip();
  ctx.fillStyle = inks.tile;
  ctx.fillRect(left, top, TILE, TILE);
  if (cover === null) {
    ctx.fillStyle = inks.quiet;
    ctx.font = `650 34px ${fontFamily}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillText(words.initial, left + TILE / 2, top + TILE / 2);
  } else {
    const side = Math.min(cover.width, cover.height);
    const [x, y] = [(cover.width - side) / 2, (cover.height - side) / 2];
    ctx.drawImage(cover, x, y, side, side, left, top, TILE, TILE);
  }
  ctx.restore();
}

interface Room {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Draws the views over time and the usual. Time runs from left to right in every language. */
function paintViews(ctx: CanvasRenderingContext2D, { story, inks }: CardInput, room: Room): void {
  const points = story?.points ?? [];
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || last.at === first.at) return;
  const usual = story?.usual ?? null;
  const most = Math.max(...points.map(({ views }) => views), ...(usual?.count.median ?? []), 1);
  const line = (ink: string, width: number, dash: number[], values: [at: number, of: number][]) => {
    ctx.save();
    ctx.strokeStyle = ink;
    ctx.lineWidth = width;
    ctx.lineJoin = 'round';
    ctx.setLineDash(dash);
    ctx.beginPath();
    for (const [at, views] of values) {
      ctx.lineTo(
        room.left + ((at - first.at) / (last.at - first.at)) * room.width,
        room.top + (1 - views / most) * room.height,
      );
    }
    ctx.stroke();
    ctx.restore();
  };
  const bottom = [first.at, last.at].map((at): [number, number] => [at, 0]);
  line(inks.grid, 1, [], bottom);
  if (usual !== null) {
    const values = usual.times.map((at, index): [number, number] => [
      at,
      usual.count.median[index] as number,
    ]);
    line(inks.usual, 1.5, [5, 4], values);
  }
  line(
    inks.views,
    2.5,
    [],
    points.map(({ at, views }): [number, number] => [at, views]),
  );
}
