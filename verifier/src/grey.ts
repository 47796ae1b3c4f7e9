/**
 * Pictures as a decoder of codes wants them: one byte of brightness for each pixel.
 *
 * Rules:
 * 1. A picture is read in strips, so that its colours are never in memory twice.
 * 2. What is transparent lies on white paper.
 */

/** A picture in grey, row after row; 0 is black. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** Which byte of a pixel is which: canvases say red first, some decoders blue. */
export type Order = 'RGBA' | 'BGRA';

/** Rows that are read at a time. */
const STRIP = 64;

/** A black picture of a size. */
export function blank(width: number, height: number): Grey {
  return { width, height, data: new Uint8Array(width * height) };
}

/** Writes pixels of four bytes into a picture, from its row `top` on (Rec. 601 weights). */
export function fill(
  picture: Grey,
  top: number,
  pixels: Uint8Array | Uint8ClampedArray,
  order: Order = 'RGBA',
): void {
  const [red, blue] = order === 'RGBA' ? [0, 2] : [2, 0];
  const { data } = picture;
  let to = top * picture.width;
  for (let at = 0; at < pixels.length && to < data.length; at += 4, to += 1) {
    const level =
      (306 * (pixels[at + red] as number) +
        601 * (pixels[at + 1] as number) +
        117 * (pixels[at + blue] as number) +
        512) >>
      10;
    const alpha = pixels[at + 3] as number;
    data[to] = alpha === 255 ? level : 255 + Math.round(((level - 255) * alpha) / 255);
  }
}

/** What a canvas has to be able to do: one of the page, or one of a worker. */
export type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Part of an image, in its own pixels. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A part of an image, drawn with a size of its own through a canvas that may be used again. */
export function draw(
  image: CanvasImageSource,
  part: Part,
  size: { readonly width: number; readonly height: number },
  context: Context,
): Grey {
  const picture = blank(Math.max(1, Math.round(size.width)), Math.max(1, Math.round(size.height)));
  const { width, height } = picture;
  const scale = part.height / height;
  context.canvas.width = width;
  context.canvas.height = Math.min(STRIP, height);
  context.imageSmoothingQuality = 'high';
  for (let top = 0; top < height; top += STRIP) {
    const rows = Math.min(STRIP, height - top);
    const from = part.top + top * scale;
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, rows);
    context.drawImage(image, part.left, from, part.width, rows * scale, 0, 0, width, rows);
    fill(picture, top, context.getImageData(0, 0, width, rows).data);
  }
  return picture;
}

/** The picture with its longest side at most `side`: each pixel is the mean of those it stands for. */
export function shrink(picture: Grey, side: number): Grey {
  const longest = Math.max(picture.width, picture.height);
  if (longest <= side) return picture;
  const small = blank(
    Math.max(1, Math.round((picture.width * side) / longest)),
    Math.max(1, Math.round((picture.height * side) / longest)),
  );
  const columns = edges(picture.width, small.width);
  const rows = edges(picture.height, small.height);
  const sums = new Uint32Array(small.width);
  for (let y = 0; y < small.height; y += 1) {
    const [top, bottom] = [rows[y] as number, rows[y + 1] as number];
    sums.fill(0);
    for (let row = top; row < bottom; row += 1) gather(picture, row, columns, sums);
    for (let x = 0; x < small.width; x += 1) {
      const count = (bottom - top) * ((columns[x + 1] as number) - (columns[x] as number));
      small.data[y * small.width + x] = Math.round((sums[x] as number) / count);
    }
  }
  return small;
}

/** Adds up one row of a picture, column of the smaller one by column. */
function gather(picture: Grey, row: number, columns: Uint32Array, sums: Uint32Array): void {
  const start = row * picture.width;
  for (let x = 0; x < sums.length; x += 1) {
    const end = start + (columns[x + 1] as number);
    let sum = 0;
    for (let at = start + (columns[x] as number); at < end; at += 1)
      sum += picture.data[at] as number;
    sums[x] = (sums[x] as number) + sum;
  }
}

/** Where each pixel of the smaller picture begins in the larger one, and where the last one ends. */
function edges(from: number, to: number): Uint32Array {
  return Uint32Array.from({ length: to + 1 }, (_, at) => Math.round((at * from) / to));
}
