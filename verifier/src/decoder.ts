/**
 * The decoder, as a worker: a picture in, the texts of the QR codes in it out. The page ends the worker when its time
 * is over, so that no picture can hold the page.
 *
 * Rules:
 * 1. A frame of the camera gets one quick look, since the next one comes at once. A photograph is all there is, so it
 *    is looked at in several sizes and with several thresholds until a code is found.
 * 2. Nothing is fetched: the compiled reader comes with the first message.
 * 3. Before each picture the worker tells how quick it is at this moment, by looks at one of its own: the page measures
 *    out time by that, so that a slow or busy device looks as closely as a quick one.
 */
import { prepareZXingModule, type ZXingReaderModule } from 'zxing-wasm/reader';
import { type Context, fill, type Grey, blank, shrink } from './grey.ts';
import { read } from './pixels.ts';

/** What the page asks. `start` comes first, and once. */
export type Task =
  | { readonly kind: 'start'; readonly reader: WebAssembly.Module }
  | { readonly kind: 'file'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'picture'; readonly picture: Grey }
  | { readonly kind: 'frame'; readonly width: number; readonly pixels: Uint8ClampedArray };

/**
 * What the worker answers. To `start`: that it is ready. To a frame: its texts. To a picture: first how slow the worker
 * is (1: as the machine that limits were set on), then the texts, or null for what the browser cannot read.
 */
export type Answer =
  | { readonly ready: true }
  | { readonly pace: number }
  | { readonly texts: readonly string[] | null };

/** The reader's module, with what the tool that made it puts into every module. */
interface Reader extends ZXingReaderModule {
  readonly HEAPU8: Uint8Array;
  _malloc(size: number): number;
  _free(at: number): void;
}

type Options = Parameters<ZXingReaderModule['readBarcodesFromPixmap']>[3];

/** The reader's own options, with its numbers for names; its wrapper would keep three copies of each picture. */
const QR: Options = {
  formats: 'QRCode',
  tryHarder: true,
  tryRotate: true,
  tryInvert: false,
  tryDownscale: true,
  tryDenoise: false,
  binarizer: 0, // local average
  isPure: false,
  downscaleThreshold: 500,
  downscaleFactor: 3,
  minLineCount: 2,
  maxNumberOfSymbols: 4,
  validateOptionalChecksum: false,
  returnErrors: false,
  eanAddOnSymbol: 0,
  textMode: 2, // as a person reads it
  characterSet: 0,
  tryCode39ExtendedMode: true,
};
const LOOKS: readonly Options[] = [
  { ...QR, tryInvert: true },
  { ...QR, binarizer: 1 }, // one histogram for all
];
/** The longest sides at which a photograph is looked at: fine print first, then smoothed blur. */
const SIDES = [2400, 1200, 1700, 800];
/** The longest side of the last look: what is fine print in a large picture is seen here. */
const CLOSER = 4096;

/** A trial: so many looks at a square of such a side, and what all usually take, in milliseconds. */
const TRIAL = { looks: 10, side: 400, usual: 6 };
/** Looks until the browser has the reader compiled well. */
const WARM = 1;
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

let reader: Promise<Reader> | null = null;

async function answer(task: Task): Promise<Answer> {
  if (task.kind === 'start') {
    reader = open(task.reader);
    for (let turn = 0; turn < WARM; turn += 1) pace(await reader);
    return { ready: true };
  }
  if (reader === null) throw new Error('not started');
  const ready = await reader;
  if (task.kind === 'frame') return { texts: texts(ready, frame(task.pixels, task.width), QR) };
  worker.postMessage({ pace: pace(ready) });
  const picture = task.kind === 'file' ? await read(task.bytes, context) : task.picture;
  return { texts: picture === null ? null : look(ready, picture) };
}

async function open(compiled: WebAssembly.Module): Promise<Reader> {
  type Ready = (instance: WebAssembly.Instance) => void;
  const instantiateWasm = (imports: WebAssembly.Imports, ready: Ready) => {
    void WebAssembly.instantiate(compiled, imports).then(ready);
    return {};
  };
  const module = await prepareZXingModule({
    overrides: { instantiateWasm },
    fireImmediately: true,
  });
  return module as Reader;
}

/** How many times slower than usual the reader is now. */
function pace(ready: Reader): number {
  const picture = blank(TRIAL.side, TRIAL.side);
  for (let at = 0; at < picture.data.length; at += 1) picture.data[at] = (at * at) >> 7;
  const started = performance.now();
  for (let turn = 0; turn < TRIAL.looks; turn += 1) texts(ready, picture, QR);
  return Math.min(SLOWEST, Math.max(1, (performance.now() - started) / TRIAL.usual));
}

function look(ready: Reader, photograph: Grey): string[] {
  const longest = Math.max(photograph.width, photograph.height);
  for (const side of SIDES) {
    if (longest <= side && side !== SIDES[0]) continue; // that was the first look
    const picture = shrink(photograph, side);
    for (const options of LOOKS) {
      const found = texts(ready, picture, options);
      if (found.length > 0) return found;
    }
  }
  return longest > (SIDES[0] as number) ? texts(ready, shrink(photograph, CLOSER), QR) : [];
}

/** The texts of the codes that are there and whole. */
function texts(reader: Reader, { width, height, data }: Grey, options: Options): string[] {
  const at = reader._malloc(data.length);
  if (at === 0) throw new Error('no memory');
  try {
    reader.HEAPU8.set(data, at);
    const found = reader.readBarcodesFromPixmap(at, width, height, options);
    const codes = Array.from({ length: found.size() }, (_, index) => found.get(index));
    return codes.flatMap((code) => (code?.isValid ? [code.text] : []));
  } finally {
    reader._free(at);
  }
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
