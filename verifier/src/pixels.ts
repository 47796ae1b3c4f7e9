/**
 * The pixels of a picture file, in grey, within a bound on memory.
 *
 * Rules:
 * 1. What decoding will take is reckoned from the header, before anything is decoded.
 * 2. A small file must not become a large picture: for it there is little room. What needs more is decoded row by
 *    row (`png`), or smaller where the browser can, else refused. Telephones' own photographs are large files.
 * 3. Nothing here needs a page: the decoder's worker runs it, and the page where workers cannot draw.
 */
import { blank, type Context, draw, fill, type Grey } from './grey.ts';
import * as png from './png.ts';
import { depth, isBaseline, type Size, size, type } from './picture.ts';

/** Why a picture is not looked at: what the page says of it. */
export type Refusal = 'p.picture_large' | 'p.picture_broken' | 'p.picture_time' | 'p.unknown';

/** Files up to this size are small. */
export const SMALL = 1_048_576;
/** What decoding a small file may take, in bytes, its grey copy included. */
const ROOM = 20_000_000;
/** Telephones take pictures of up to 50 million pixels. */
const MOST = 52_000_000;
const STRIP = 64;

/** Why a picture file is not decoded, from its header alone; null when it may be. */
export function refusal(bytes: Uint8Array): Refusal | null {
  const claimed = size(bytes);
  if (claimed === null) return 'p.picture_broken';
  if (claimed.width * claimed.height > MOST) return 'p.picture_large';
  const canShrink = (hasDecoder() && isBaseline(bytes)) || isByRow(bytes);
  return share(bytes, claimed) < 1 && !canShrink ? 'p.picture_large' : null;
}

/** Whether a file is a PNG for which there is no room but row by row. */
export function isByRow(bytes: Uint8Array): boolean {
  return png.isStreamable(bytes) && share(bytes, size(bytes) as Size) < 1;
}

/** The picture in a file (not a drawing) that was not refused; null when the browser cannot read it. */
export async function read(
  bytes: Uint8Array<ArrayBuffer>,
  context: () => Context,
): Promise<Grey | null> {
  try {
    if (isByRow(bytes)) return await png.read(bytes);
    return await (hasDecoder() ? decoded(bytes) : bitmap(bytes, context()));
  } catch {
    return null;
  }
}

/** The share of the pixels for whose decoding there is room; at least 1 where there is room for all. */
function share(bytes: Uint8Array, { width, height }: Size): number {
  const room = bytes.length <= SMALL ? ROOM : Infinity;
  return room / (width * height * depth(bytes));
}

async function bitmap(bytes: Uint8Array<ArrayBuffer>, context: Context): Promise<Grey> {
  const image = await createImageBitmap(new Blob([bytes]));
  try {
    const { width, height } = image;
    return draw(image, { left: 0, top: 0, width, height }, image, context);
  } finally {
    image.close();
  }
}

/** Chromium, Firefox since 133 and Safari since 26: pixels without a canvas, which keeps copies. */
function hasDecoder(): boolean {
  return 'ImageDecoder' in globalThis;
}

/** The picture through WebCodecs: a JPEG for which there is no room in so many eighths of its width and height. */
async function decoded(bytes: Uint8Array<ArrayBuffer>): Promise<Grey> {
  const { width, height } = size(bytes) as Size;
  const scale = Math.sqrt(share(bytes, { width, height }));
  const smaller = {
    desiredWidth: Math.floor(width * scale),
    desiredHeight: Math.floor(height * scale),
  };
  const init: ImageDecoderInit = { data: bytes, type: type(bytes), ...(scale < 1 && smaller) };
  const decoder = new ImageDecoder(init);
  try {
    const { image } = await decoder.decode();
    return await copy(image).finally(() => image.close());
  } finally {
    decoder.close();
  }
}

/** A decoded frame in grey, strip by strip. */
async function copy(frame: VideoFrame): Promise<Grey> {
  const { x, y, width, height } = frame.visibleRect as DOMRectReadOnly;
  const picture = blank(width, height);
  const format = frame.format ?? '';
  const isBright = /^(?:I4|NV12)/.test(format); // its first plane is the brightness
  if (!isBright && !/^(?:RGB|BGR)[AX]$/.test(format)) throw new Error('a form that is not known');
  const order = format.startsWith('B') ? 'BGRA' : 'RGBA';
  const first = { x, y, width, height: Math.min(STRIP, height) };
  const strip = new Uint8Array(frame.allocationSize({ rect: first }));
  for (let top = 0; top < height; top += STRIP) {
    const rect = { ...first, y: y + top, height: Math.min(STRIP, height - top) };
    const [{ offset, stride }] = (await frame.copyTo(strip, { rect })) as [PlaneLayout];
    for (let row = 0; row < rect.height; row += 1) {
      const from = offset + row * stride;
      if (isBright) picture.data.set(strip.subarray(from, from + width), (top + row) * width);
      else fill(picture, top + row, strip.subarray(from, from + 4 * width), order);
    }
  }
  return picture;
}
