/**
 * The decoder, as a worker: a picture in, the texts of the QR codes in it out. The page ends the worker when its time
 * is over, so that no picture can hold the page.
 *
 * Rules:
 * 1. A frame of the camera gets one quick look, since the next one comes at once. A photograph is all there is, so it
 *    is looked at in several sizes and with several thresholds until a code is found.
 * 2. Nothing is fetched: the compiled reader comes with the first message.
 * 3. The worker tells how quick it is, by looks at a picture of its own: time is measured out by that.
 */
import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader';
import { type Context, fill, type Grey, blank, shrink } from './grey.ts';
import { read, type Refusal } from './pixels.ts';

/** What the page asks. `start` comes first, and once. */
export type Task =
  | { readonly kind: 'start'; readonly reader: WebAssembly.Module }
  | { readonly kind: 'file'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'picture'; readonly picture: Grey }
  | { readonly kind: 'frame'; readonly width: number; readonly pixels: Uint8ClampedArray };

/** What the worker answers: to `start` how slow it is (1: as the machine that limits were set on), else the texts. */
export type Answer =
  { readonly pace: number } | { readonly texts: readonly string[] } | { readonly refusal: Refusal };

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
/** The longest side of the last look: what is fine print in a large picture is seen here. */
const CLOSER = 4096;

/** The side of the picture that tells how quick the worker is, and what a look at it took, in milliseconds. */
const [TRIAL, USUAL] = [400, 2.5];
const SLOWEST = 8;

const worker = self as unknown as {
  postMessage(answer: Answer): void;
  onmessage: ((event: MessageEvent<Task>) => void) | null;
};

worker.onmessage = ({ data }) => {
  answer(data).then(
    (said) => worker.postMessage(said),
    (cause: unknown) =>
      setTimeout(() => {
        throw cause;
      }), // an error event in the page
  );
};

async function answer(task: Task): Promise<Answer> {
  if (task.kind === 'start') return { pace: await start(task.reader) };
  if (task.kind === 'frame') return { texts: await texts(frame(task.pixels, task.width), QR) };
  const picture = task.kind === 'file' ? await read(task.bytes, context) : task.picture;
  return typeof picture === 'string' ? { refusal: picture } : { texts: await look(picture) };
}

/** Makes the reader ready; returns how many times slower than usual it is. */
async function start(reader: WebAssembly.Module): Promise<number> {
  prepareZXingModule({
    overrides: {
      instantiateWasm: (
        imports: WebAssembly.Imports,
        ready: (instance: WebAssembly.Instance) => void,
      ) => {
        void WebAssembly.instantiate(reader, imports).then(ready);
        return {};
      },
    },
  });
  const picture = blank(TRIAL, TRIAL);
  for (let at = 0; at < picture.data.length; at += 1) picture.data[at] = (at * at) >> 7;
  let quickest = Infinity;
  for (let turn = 0; turn < 4; turn += 1) {
    const started = performance.now();
    await texts(picture, QR);
    quickest = Math.min(quickest, performance.now() - started);
  }
  return Math.min(SLOWEST, Math.max(1, quickest / USUAL));
}

async function look(photograph: Grey): Promise<string[]> {
  const longest = Math.max(photograph.width, photograph.height);
  for (const side of SIDES) {
    if (longest <= side && side !== SIDES[0]) continue; // that was the first look
    const picture = shrink(photograph, side);
    for (const options of LOOKS) {
      const found = await texts(picture, options);
      if (found.length > 0) return found;
    }
  }
  return longest > (SIDES[0] as number) ? texts(shrink(photograph, CLOSER), QR) : [];
}

/** The texts of the codes that are there and whole; the reader takes a picture as the bytes of a PGM file. */
async function texts({ width, height, data }: Grey, options: ReaderOptions): Promise<string[]> {
  const head = new TextEncoder().encode(`P5 ${width} ${height} 255\n`);
  const file = new Uint8Array(head.length + data.length);
  file.set(head);
  file.set(data, head.length);
  const found = await readBarcodes(file, options);
  return found.filter((code) => code.isValid).map((code) => code.text);
}

function frame(pixels: Uint8ClampedArray, width: number): Grey {
  const picture = blank(width, pixels.length / 4 / width);
  fill(picture, 0, pixels);
  return picture;
}

function context(): Context {
  const made = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (made === null) throw new Error('no canvas');
  return made;
}
