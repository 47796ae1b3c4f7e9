/**
 * The pixels of a picture file, in grey, within a bound on memory.
 *
 * Rules:
 * 1. What decoding will take is reckoned from the header, before anything is decoded.
 * 2. A small file must not become a large picture: for it there is little room, and what needs more is decoded
 *    smaller where the browser can, else refused. Telephones' own photographs are large files.
 * 3. Nothing here needs a page: the decoder's worker runs it, and the page where workers cannot draw.
 */
import { blank, type Context, draw, fill, type Grey } from './grey.ts';
import { depth, isBaseline, type Size, size } from './picture.ts';

/** Why a picture is not looked at: what the page says of it. */
export type Refusal = 'p.picture_large' | 'p.picture_broken' | 'p.unknown';

/** Files up to this size are small. */
export const SMALL = 1_048_576;
/** What decoding a small file may take, in bytes, its grey copy included. */
const ROOM = 48_000_000;
/** Telephones take pictures of up to 50 million pixels. */
const MOST = 52_000_000;
const STRIP = 64;

/** The picture in a file (not a drawing), or why it is not looked at. */
export async function read(
  bytes: Uint8Array<ArrayBuffer>,
  context: () => Context,
): Promise<Grey | Refusal> {
  const claimed = size(bytes);
  if (claimed === null) return 'p.picture_broken';
  const pixels = claimed.width * claimed.height;
  if (pixels > MOST) return 'p.picture_large';
  try {
    const room = bytes.length <= SMALL ? ROOM : Infinity;
    const share = room / (pixels * depth(bytes));
    if (isBaseline(bytes) && 'ImageDecoder' in globalThis) return await jpeg(bytes, claimed, share);
    return share < 1 ? 'p.picture_large' : await bitmap(bytes, context());
  } catch {
    return 'p.picture_broken'; // the browser cannot read it as a picture
  }
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

/**
 * A JPEG through WebCodecs: its brightness as it is stored. `share` is that of its pixels for which there is room: where
 * there is room for less than all, it is decoded in so many eighths of its width and height.
 */
async function jpeg(bytes: Uint8Array<ArrayBuffer>, size: Size, share: number): Promise<Grey> {
  const scale = Math.sqrt(share);
  const smaller = {
    desiredWidth: Math.floor(size.width * scale),
    desiredHeight: Math.floor(size.height * scale),
  };
  const init: ImageDecoderInit = { data: bytes, type: 'image/jpeg', ...(scale < 1 && smaller) };
  const decoder = new ImageDecoder(init);
  try {
    return await copy((await decoder.decode()).image);
  } finally {
    decoder.close();
  }
}

/** A decoded frame in grey, strip by strip; the frame is closed. */
async function copy(frame: VideoFrame): Promise<Grey> {
  const { x, y, width, height } = frame.visibleRect as DOMRectReadOnly;
  const picture = blank(width, height);
  const format = frame.format ?? '';
  const isBright = /^(?:I4|NV12)/.test(format); // its first plane is the brightness
  for (let top = 0; top < height; top += STRIP) {
    const rect = { x, y: y + top, width, height: Math.min(STRIP, height - top) };
    const strip = new Uint8Array(frame.allocationSize({ rect }));
    const [plane] = await frame.copyTo(strip, { rect });
    if (plane === undefined || (!isBright && !/^(?:RGB|BGR)[AX]$/.test(format)))
      throw new Error('a form of pixels that is not known');
    const bytes = width * (isBright ? 1 : 4);
    for (let row = 0; row < rect.height; row += 1) {
      const from = plane.offset + row * plane.stride;
      const line = strip.subarray(from, from + bytes);
      if (isBright) picture.data.set(line, (top + row) * width);
      else fill(picture, top + row, line, format.startsWith('B') ? 'BGRA' : 'RGBA');
    }
  }
  return picture;
}
