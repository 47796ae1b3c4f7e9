/**
 * Drawings of codes to pixels: only a page can draw them. And the page's canvas, for browsers whose workers have none.
 */
import { type Context, draw, type Grey } from './grey.ts';
import { isPlain } from './picture.ts';
import type { Refusal } from './pixels.ts';

/** A drawing has no size of its own: it is drawn this large. */
const DRAWN = 1600;

/** The picture that a drawing (SVG) shows, or why it is not drawn. */
export async function drawing(bytes: Uint8Array<ArrayBuffer>): Promise<Grey | Refusal> {
  if (!isPlain(new TextDecoder().decode(bytes))) return 'p.unknown';
  const address = URL.createObjectURL(new Blob([bytes], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const [width, height] = [image.naturalWidth || DRAWN, image.naturalHeight || DRAWN];
    const scale = DRAWN / Math.max(width, height);
    const size = { width: width * scale, height: height * scale };
    return draw(image, { left: 0, top: 0, width, height }, size, context());
  } catch {
    return 'p.picture_broken';
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** A new canvas of the page, to be drawn on. */
export function context(): Context {
  const made = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (made === null) throw new Error('no canvas');
  return made;
}
