/**
 * The decoder: pixels in, the texts of the QR codes in them out. A part of its own, loaded only when
 * a camera is opened or a picture is chosen.
 *
 * A frame of the camera gets one quick look, since the next one comes at once. A photograph is all
 * there is, so it is looked at in several sizes and with several thresholds until a code is found.
 */
import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm';

const QR: ReaderOptions = {
  formats: ['QRCode'],
  tryHarder: true,
  tryInvert: false,
  maxNumberOfSymbols: 4,
};
const LOOKS: readonly ReaderOptions[] = [
  { ...QR, tryInvert: true },
  { ...QR, binarizer: 'GlobalHistogram' },
];
/** The longest sides at which a photograph is looked at: fine print first, then smoothed blur. */
const SIDES = [2400, 1200, 1700, 800];
/** No further look is begun after this long, in milliseconds: some pictures are made to take time. */
const PATIENCE = 12_000;

prepareZXingModule({ overrides: { locateFile: () => new URL(wasm, import.meta.url).href } });

/** The texts of the codes in one frame of a camera; usually none. */
export async function decodeFrame(frame: ImageData): Promise<string[]> {
  return texts(frame, QR);
}

/** The texts of the codes in a photograph, or none; `closer` is its larger form for a last look. */
export async function decode(
  photograph: ImageData,
  closer: (() => ImageData) | null = null,
): Promise<string[]> {
  const end = performance.now() + PATIENCE;
  for (const side of SIDES) {
    const image = shrink(photograph, side);
    if (image === null) continue;
    for (const look of LOOKS) {
      if (performance.now() > end) return [];
      const found = await texts(image, look);
      if (found.length > 0) return found;
    }
  }
  return closer === null || performance.now() > end ? [] : decodeFrame(closer());
}

async function texts(image: ImageData, options: ReaderOptions): Promise<string[]> {
  const found = await readBarcodes(image, options);
  return found.filter((code) => code.isValid).map((code) => code.text);
}

/** The picture with its longest side at most `side`; null where that would repeat a larger look. */
function shrink(image: ImageData, side: number): ImageData | null {
  const longest = Math.max(image.width, image.height);
  if (longest <= side) return side === SIDES[0] ? image : null;
  const [width, height] = [image.width, image.height].map((each) =>
    Math.max(1, Math.round((each * side) / longest)),
  );
  const [from, to] = [canvas(image.width, image.height), canvas(width ?? 1, height ?? 1)];
  from.putImageData(image, 0, 0);
  to.imageSmoothingQuality = 'high';
  to.drawImage(from.canvas, 0, 0, to.canvas.width, to.canvas.height);
  return to.getImageData(0, 0, to.canvas.width, to.canvas.height);
}

function canvas(width: number, height: number): CanvasRenderingContext2D {
  const element = document.createElement('canvas');
  element.width = width;
  element.height = height;
  const context = element.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  return context;
}
