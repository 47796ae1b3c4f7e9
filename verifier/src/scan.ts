/**
 * The way to the decoder: a worker of its own, which is ended when its time is over. A part of the page that is loaded
 * only when a camera is opened or a picture is chosen.
 *
 * Rules:
 * 1. Script and reader are fetched with the digests that the build wrote here; a changed byte is refused.
 * 2. The worker runs from a `blob:` address, so it has the page's own policy, whatever a host sends with files.
 * 3. One question at a time: a new one ends the last.
 * 4. No picture gets more than its time, which grows with the file and with how slow the device is: a small file that
 *    could be made to take long is given up soon, a telephone's photograph later. Who asks for it gets all the time
 *    there is: a busy device may have kept a good picture waiting.
 */
import reader from 'zxing-wasm/reader/zxing_reader.wasm?file';
import script from './decoder.ts?worker';
import type { Answer, Task } from './decoder.ts';
import type { Grey } from './grey.ts';
import { isDrawing } from './picture.ts';
import { isByRow, read as readPixels, refusal, type Refusal, SMALL } from './pixels.ts';
import { context, drawing } from './ui-picture.ts';

/**
 * What a small file may take, what unpacking one row by row takes besides, and each further megabyte, in milliseconds
 * of a usual machine; the most on any.
 */
const TIMES = { small: 180, rows: 100, megabyte: 4_000, most: 15_000 };
/** A worker that does not answer a first message by then never will, nor come to an end with a frame. */
const PATIENCE = { start: 15_000, frame: 1_500 };
/** Codes that were found (perhaps none), or why the picture is not looked at. */
export type Seen = readonly string[] | Refusal;

/**
 * The texts of the codes in a picture file; rejects when the decoder cannot be loaded. `patient` takes as long as any
 * picture may.
 */
export async function read(bytes: Uint8Array<ArrayBuffer>, patient = false): Promise<Seen> {
  const over = Math.max(0, bytes.length - SMALL) / 1_000_000;
  const usual = TIMES.small + TIMES.megabyte * over + (isByRow(bytes) ? TIMES.rows : 0);
  const time = patient ? TIMES.most : usual;
  if (isDrawing(bytes)) return ask(await drawing(bytes), time);
  const refused = refusal(bytes);
  if (refused !== null) return refused;
  if (canDraw()) return decoder.ask({ kind: 'file', bytes }, time);
  return ask((await readPixels(bytes, context)) ?? 'p.picture_broken', time);
}

async function ask(picture: Grey | Refusal, time: number): Promise<Seen> {
  return typeof picture === 'string' ? picture : decoder.ask({ kind: 'picture', picture }, time);
}

/** The texts of the codes in one frame of a camera; usually none. The frame's pixels are taken over. */
export async function decodeFrame({ width, data: pixels }: ImageData): Promise<readonly string[]> {
  const seen = await decoder.ask({ kind: 'frame', width, pixels }, 0, [pixels.buffer]);
  return typeof seen === 'string' ? [] : seen;
}

/** Loads the decoder; rejects when it cannot be had. */
export async function prepare(): Promise<void> {
  await decoder.start();
}

class Decoder {
  #parts: Promise<{ reader: WebAssembly.Module; address: string }> | null = null;
  #ready: Promise<Worker> | null = null;
  /** Ends the question that is open, without an answer. */
  #giveUp: (() => void) | null = null;
  /** Counts questions, so that one that waited for the worker knows of a later one. */
  #turn = 0;

  async ask(task: Task, time: number, transfer: Transferable[] = []): Promise<Seen> {
    this.#giveUp?.();
    const mine = (this.#turn += 1);
    const worker = await this.start();
    if (mine !== this.#turn) return [];
    return new Promise((resolve) => {
      const settle = (seen: Seen) => {
        clearTimeout(timer);
        this.#giveUp = null;
        resolve(seen);
      };
      const end = (seen: Seen) => {
        worker.terminate();
        this.#ready = null;
        settle(seen);
      };
      const late: Seen = task.kind === 'frame' ? [] : 'p.picture_time';
      let timer = setTimeout(end, Math.max(PATIENCE.frame, time), late);
      this.#giveUp = () => end([]);
      worker.onerror = (event) => {
        event.preventDefault();
        end('p.picture_broken');
      };
      worker.onmessage = ({ data }: MessageEvent<Answer>) => {
        if ('texts' in data) return settle(data.texts ?? 'p.picture_broken');
        if (!('pace' in data)) return;
        clearTimeout(timer);
        timer = setTimeout(end, Math.min(TIMES.most, time * data.pace), late);
      };
      worker.postMessage(task, transfer);
    });
  }

  /** The worker, once it is ready. */
  start(): Promise<Worker> {
    this.#parts ??= load().catch((cause: unknown) => {
      this.#parts = null; // to be tried again
      throw cause;
    });
    this.#ready ??= this.#parts.then(begin).catch((cause: unknown) => {
      this.#ready = null;
      throw cause;
    });
    return this.#ready;
  }
}

async function load(): Promise<{ reader: WebAssembly.Module; address: string }> {
  const [compiled, text] = await Promise.all([
    get(reader)
      .then((response) => response.arrayBuffer())
      .then(WebAssembly.compile),
    get(script).then((response) => response.text()),
  ]);
  return {
    reader: compiled,
    address: URL.createObjectURL(new Blob([text], { type: 'text/javascript' })),
  };
}

async function get({ name, integrity }: { name: string; integrity: string }): Promise<Response> {
  const response = await fetch(new URL(name, import.meta.url), { integrity });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response;
}

function begin(parts: { reader: WebAssembly.Module; address: string }): Promise<Worker> {
  const worker = new Worker(trusted(parts.address));
  return new Promise((resolve, reject) => {
    const fail = (problem: string) => {
      worker.terminate();
      reject(new Error(problem));
    };
    const timer = setTimeout(() => fail('the decoder does not start'), PATIENCE.start);
    worker.onerror = (event) => {
      event.preventDefault();
      fail(event.message);
    };
    worker.onmessage = () => {
      clearTimeout(timer);
      resolve(worker);
    };
    worker.postMessage({ kind: 'start', reader: parts.reader } satisfies Task);
  });
}

/** True where workers can draw: Safari since 16.4. */
function canDraw(): boolean {
  return 'OffscreenCanvas' in window && new OffscreenCanvas(1, 1).getContext('2d') !== null;
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

const policy = (window as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy(
  'certpress-decoder',
  { createScriptURL: onlyOwn },
);

/** Lets nothing through but what was made in this page. */
function onlyOwn(url: string): string {
  if (!url.startsWith(`blob:${location.origin}/`)) throw new TypeError('not the decoder');
  return url;
}

function trusted(address: string): string {
  return policy ? policy.createScriptURL(address) : address;
}

const decoder = new Decoder();
