/**
 * Pictures to pixels: photographs and drawings of codes, bounded before anything is decoded.
 */
import { isDrawing, isPlain, size } from './picture.ts';

/** Telephones take pictures of up to 50 million pixels; decoded, that is 200 MB. */
const MOST = 52_000_000;
/** A drawing has no size of its own: it is drawn this large. */
const DRAWN = 1600;

/** Why a picture is not looked at: what the page says of it. */
export type Refusal = 'p.picture_large' | 'p.picture_broken' | 'p.unknown';

/** A picture whose pixels can be had in several sizes; `close` frees them. */
export interface Picture {
  /** The longest side, in pixels. */
  readonly longest: number;
  /** The pixels, with the longest side at most `side`. */
  readonly pixels: (side: number) => ImageData;
  readonly close: () => void;
}

/** The picture in a file, or why it is not looked at. */
export async function open(bytes: Uint8Array): Promise<Picture | Refusal> {
  try {
    return isDrawing(bytes) ? await drawing(bytes) : await photograph(bytes);
  } catch {
    return 'p.picture_broken'; // the browser cannot read it as a picture
  }
}

async function photograph(bytes: Uint8Array): Promise<Picture | Refusal> {
  const claimed = size(bytes);
  if (claimed === null) return 'p.picture_broken';
  if (claimed.width * claimed.height > MOST) return 'p.picture_large';
  const image = await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  const { width, height } = image;
  return {
    longest: Math.max(width, height),
    pixels: (side) => draw(image, width, height, Math.min(1, side / Math.max(width, height))),
    close: () => image.close(),
  };
}

async function drawing(bytes: Uint8Array): Promise<Picture | Refusal> {
  if (!isPlain(new TextDecoder().decode(bytes))) return 'p.unknown';
  const address = URL.createObjectURL(
    new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'image/svg+xml' }),
  );
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const [width, height] = [image.naturalWidth || DRAWN, image.naturalHeight || DRAWN];
    const made = draw(image, width, height, DRAWN / Math.max(width, height));
    return { longest: DRAWN, pixels: () => made, close: () => undefined };
  } finally {
    URL.revokeObjectURL(address);
  }
}

function draw(image: CanvasImageSource, width: number, height: number, scale: number): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
