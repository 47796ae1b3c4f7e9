/**
 * What a picture file says about itself, read before any browser is asked to decode it.
 *
 * Rules:
 * 1. A few kilobytes can claim gigabytes of pixels: the size, and what decoding each pixel takes, are read from
 *    the header first.
 * 2. Of drawings (SVG) only the plainest are shown: paths that are filled, nothing that is used
 *    again, referred to, styled or animated. Codes are drawn so; bombs are not.
 */

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Drawings longer than this are none of a code: ours take 26 kB at most. */
const DRAWING_LIMIT = 60_000;
const ELEMENT_LIMIT = 20;
const ATTRIBUTES = 'xmlns|version|viewBox|width|height|role|shape-rendering|fill|d';
const TAG = new RegExp(
  `^(?:/(?:svg|title|desc|g|path)\\s*|(?:svg|title|desc|g|path)(?:\\s+(?:${ATTRIBUTES})="[^"&]*")*\\s*/?)$`,
);

/** True for a file that starts as a drawing does. */
export function isDrawing(bytes: Uint8Array): boolean {
  return /^(?:\u00ef\u00bb\u00bf)?\s*</.test(ascii(bytes, 0, 64));
}

/** True for a drawing of a few filled paths and a title, and of nothing else. */
export function isPlain(drawing: string): boolean {
  if (drawing.length > DRAWING_LIMIT) return false;
  const [before, ...tags] = drawing.replace(/^\ufeff?\s*<\?xml [^<>?]*\?>/, '').split('<');
  return (
    before?.trim() === '' &&
    tags.filter((tag) => !tag.startsWith('/')).length <= ELEMENT_LIMIT &&
    tags.every((tag) => TAG.test(tag.split('>', 1)[0] ?? '')) &&
    !/url\s*\(/i.test(drawing)
  );
}

/**
 * The size in pixels that the header of a PNG, JPEG, GIF, WebP, BMP, AVIF or HEIC file names, as its
 * format's specification places it; null for what is none of them, or is broken.
 */
export function size(bytes: Uint8Array): Size | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (ascii(bytes, 0, 4) === '\u0089PNG')
      return { width: view.getUint32(16), height: view.getUint32(20) };
    if (ascii(bytes, 0, 2) === '\u00ff\u00d8') return jpeg(view);
    if (ascii(bytes, 0, 3) === 'GIF') return gif(view);
    if (ascii(bytes, 8, 4) === 'WEBP') return webp(bytes, view);
    if (ascii(bytes, 0, 2) === 'BM') return bmp(view);
    return ascii(bytes, 4, 4) === 'ftyp' ? boxes(bytes, view) : null;
  } catch (cause) {
    if (cause instanceof RangeError) return null; // the file ends within its header
    throw cause;
  }
}

/**
 * The bytes that a browser needs for each pixel while it decodes the file, at most: four for the colours, one for our
 * copy in grey, and what the format has it keep besides. Measured in Chromium; for what `size` can read.
 */
export function depth(bytes: Uint8Array): number {
  if (ascii(bytes, 0, 4) === '\u0089PNG')
    return 5 + (bytes[24] === 16 ? 4 : 0) + (bytes[28] ? 4 : 0);
  if (ascii(bytes, 0, 2) === '\u00ff\u00d8') return 5 + kept(bytes);
  if (ascii(bytes, 8, 4) === 'WEBP' || ascii(bytes, 0, 2) === 'BM') return 9;
  return ascii(bytes, 4, 4) === 'ftyp' ? 11 : 5;
}

/** The media type of a file that `size` can read. */
export function type(bytes: Uint8Array): string {
  if (ascii(bytes, 0, 4) === '\u0089PNG') return 'image/png';
  if (ascii(bytes, 0, 2) === '\u00ff\u00d8') return 'image/jpeg';
  if (ascii(bytes, 0, 3) === 'GIF') return 'image/gif';
  if (ascii(bytes, 8, 4) === 'WEBP') return 'image/webp';
  if (ascii(bytes, 0, 2) === 'BM') return 'image/bmp';
  return ascii(bytes, 8, 3) === 'avi' ? 'image/avif' : 'image/heic';
}

/** True for a JPEG that is decoded row by row, as cameras write it; such a one can be decoded smaller. */
export function isBaseline(bytes: Uint8Array): boolean {
  return ascii(bytes, 0, 2) === '\u00ff\u00d8' && kept(bytes) === 0;
}

/**
 * The bytes for each pixel that a JPEG has its decoder keep until the end: two for each coefficient of a file
 * that comes in several scans, none where all comes in one.
 */
function kept(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = frame(view) ?? 0;
  if (at + 10 + 3 * 4 > view.byteLength) return 8; // broken: more than any takes
  const parts = Array.from({ length: view.getUint8(at + 9) }, (_, part) => {
    const sampling = view.getUint8(at + 11 + 3 * part);
    return (sampling >> 4) * (sampling & 15);
  });
  const isSequential = [0xc0, 0xc1].includes(view.getUint8(at + 1));
  if (isSequential && components(view, at) === parts.length) return 0;
  return (2 * parts.reduce((sum, one) => sum + one, 0)) / Math.max(1, ...parts);
}

/** How many components the first scan behind a frame header has; 0 where there is none. */
function components(view: DataView, from: number): number {
  for (let at = from; at + 4 < view.byteLength && view.getUint8(at) === 0xff;) {
    if (view.getUint8(at + 1) === 0xda) return view.getUint8(at + 4);
    at += 2 + view.getUint16(at + 2);
  }
  return 0;
}

function jpeg(view: DataView): Size | null {
  const at = frame(view);
  return at === null ? null : { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
}

/** Where the first frame header (SOF0 … SOF15 without DHT, JPG and DAC) stands behind the other segments. */
function frame(view: DataView): number | null {
  for (let at = 2; view.getUint8(at) === 0xff;) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return at;
    else at += marker === 0x01 ? 2 : 2 + view.getUint16(at + 2);
  }
  return null;
}

/** The larger of the screen and the first frame: browsers make room for a frame that is larger. */
function gif(view: DataView): Size {
  const flags = view.getUint8(10);
  let at = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  while (view.getUint8(at) === 0x21) {
    for (at += 2; view.getUint8(at) !== 0;) at += view.getUint8(at) + 1;
    at += 1;
  }
  const [left, top] = [view.getUint16(at + 1, true), view.getUint16(at + 3, true)];
  return {
    width: Math.max(view.getUint16(6, true), left + view.getUint16(at + 5, true)),
    height: Math.max(view.getUint16(8, true), top + view.getUint16(at + 7, true)),
  };
}

function webp(bytes: Uint8Array, view: DataView): Size | null {
  const kind = ascii(bytes, 12, 4);
  if (kind === 'VP8X') {
    const u24 = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
    return { width: u24(24) + 1, height: u24(27) + 1 };
  }
  if (kind === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (kind !== 'VP8 ') return null;
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

function bmp(view: DataView): Size {
  if (view.getUint32(14, true) === 12) {
    return { width: view.getUint16(18, true), height: view.getUint16(20, true) };
  }
  return {
    width: Math.abs(view.getInt32(18, true)),
    height: Math.abs(view.getInt32(22, true)),
  };
}

/** The largest "ispe" (image spatial extents) box of an AVIF or HEIC file. */
function boxes(bytes: Uint8Array, view: DataView): Size | null {
  const head = ascii(bytes, 0, 65_536);
  let found: Size | null = null;
  for (let at = head.indexOf('ispe'); at >= 0; at = head.indexOf('ispe', at + 4)) {
    const one = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    if (found === null || one.width * one.height > found.width * found.height) found = one;
  }
  return found;
}

function ascii(bytes: Uint8Array, from: number, length: number): string {
  let text = '';
  for (const byte of bytes.subarray(from, from + length)) text += String.fromCharCode(byte);
  return text;
}
