/**
 * The credentials embedded in a PDF, without a PDF library.
 *
 * Rules:
 * 1. Embedded files are found by their marks, not through the cross-reference table: a damaged table
 *    hides nothing, and what comes out is verified like any other text.
 * 2. A file is a credential when its content is JSON that speaks of a VerifiableCredential.
 * 3. Filters but Flate, and encrypted files, are told apart, not guessed at.
 * 4. Each part of a file is gone through once, and what is read of streams comes out of one budget,
 *    failures included: no file of any content takes long.
 *
 * Source: ISO 32000-1, 7.3.8 (streams), 7.5.7 (object streams), 7.11.4 (embedded files).
 */
import { inflate } from './inflate.ts';
import { decode } from './json.ts';
import { DOCUMENT_LIMIT } from './shape.ts';

export type PdfProblem = 'pdf_none' | 'pdf_several' | 'pdf_encrypted';

/** The most bytes that are read of all streams together, packed or not. */
const BUDGET = 2_097_152;
const OBJECTS_LIMIT = 524_288;
const MOST_FILES = 20;
const MOST_REFERENCES = 200;
const MOST_STREAMS = 2_000;
const LONGEST_HEAD = 2_000;
/** How much longer than its content a packed stream may be: headers, and blocks that are stored. */
const OVERHEAD = 1_024;
const CREDENTIAL = /^\s*\{[^]*"VerifiableCredential"/;

interface Stream {
  readonly dictionary: string;
  /** Where the bytes begin, after the line end that follows "stream". */
  readonly start: number;
}

/** The one credential in a PDF, or why there is none. */
export function credential(bytes: Uint8Array): { text: string } | { problem: PdfProblem } {
  const file = new File(bytes);
  if (file.isEncrypted()) return { problem: 'pdf_encrypted' };
  const texts = file.embeddedTexts().filter((text) => CREDENTIAL.test(text));
  const [text, ...others] = new Set(texts);
  if (text === undefined) return { problem: 'pdf_none' };
  return others.length > 0 ? { problem: 'pdf_several' } : { text };
}

/** Whether the bytes begin like a PDF, which may stand a little into the file. */
export function isPdf(bytes: Uint8Array): boolean {
  return latin1(bytes.subarray(0, 1_024)).includes('%PDF-');
}

class File {
  readonly #bytes: Uint8Array;
  readonly #text: string;
  readonly #streams: ReadonlyMap<number, Stream>;
  #left = BUDGET;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#text = latin1(bytes);
    this.#streams = findStreams(this.#text);
  }

  isEncrypted(): boolean {
    return /\/Encrypt\s{0,9}(?:\d{1,9}\s{1,9}\d{1,5}\s{1,9}R|<<)/.test(this.#text);
  }

  /** The texts of the embedded files: those marked as such first, then those referred to. */
  embeddedTexts(): string[] {
    const marked = this.#marked(/\/EmbeddedFile(?![A-Za-z])/).slice(0, MOST_FILES);
    const texts = marked.map((number) => asText(this.#read(number, DOCUMENT_LIMIT)));
    const numbers = [...new Set(this.#references())].filter((number) => !marked.includes(number));
    const others = numbers.filter((number) => this.#streams.has(number)).slice(0, MOST_FILES);
    texts.push(...others.map((number) => asText(this.#read(number, DOCUMENT_LIMIT))));
    return texts.filter((text) => text !== null);
  }

  /** The numbers of the streams whose dictionary has the mark. */
  #marked(mark: RegExp): number[] {
    const found = [...this.#streams].filter(([, { dictionary }]) => mark.test(dictionary));
    return found.map(([number]) => number);
  }

  /** The numbers of the streams to which file specifications refer, in object streams too. */
  #references(): number[] {
    const packed = this.#marked(/\/ObjStm(?![A-Za-z])/);
    const texts = packed.map((number) => this.#read(number, OBJECTS_LIMIT));
    return [this.#text, ...texts.map((bytes) => (bytes ? latin1(bytes) : ''))].flatMap(references);
  }

  /**
   * The content of a stream, or null when it is damaged, too large, or packed in another way. What
   * cannot be read costs as much as the largest that could.
   */
  #read(number: number, most: number): Uint8Array | null {
    const stream = this.#streams.get(number);
    const limit = Math.min(most, this.#left);
    if (!stream || limit === 0) return null;
    const content = this.#content(stream, limit);
    this.#left -= content?.length ?? limit;
    return content;
  }

  #content(stream: Stream, limit: number): Uint8Array | null {
    const filter = /\/Filter\s{0,9}(?:\[\s{0,9})?\/?([A-Za-z0-9]{0,40})\s{0,9}(?:\]|\/|>|$)/.exec(
      stream.dictionary,
    );
    if (!filter) return this.#plain(stream, limit);
    if (filter[1] !== 'FlateDecode') return null;
    const start = stream.start + 2; // zlib's header
    const packed = this.#bytes.subarray(start, start + limit + OVERHEAD);
    try {
      return inflate(packed, 0, { limit, strict: false }).output;
    } catch {
      return null;
    }
  }

  #plain({ dictionary, start }: Stream, limit: number): Uint8Array | null {
    const stated = /\/Length\s{1,9}(\d{1,9})(?!\s{1,9}\d{1,9}\s{1,9}R)(?!\d)/.exec(dictionary)?.[1];
    const rest = this.#text.slice(start, start + limit + OVERHEAD);
    const length = stated ? Number(stated) : rest.indexOf('endstream');
    return length >= 0 && length <= limit ? this.#bytes.slice(start, start + length) : null;
  }
}

/** Every stream by its object's number; of several, the last, which is the newest. */
function findStreams(text: string): Map<number, Stream> {
  const streams = new Map<number, Stream>();
  let [seen, end] = [0, 0];
  for (const mark of text.matchAll(/[^d]stream(\r\n|\n|\r)/g)) {
    if (++seen > MOST_STREAMS) break;
    const head = text.slice(Math.max(end, mark.index - LONGEST_HEAD), mark.index + 1);
    const at = head.lastIndexOf(' obj');
    end = mark.index + mark[0].length;
    const number = /(\d{1,9})\s{1,9}\d{1,5}$/.exec(head.slice(0, Math.max(at, 0)))?.[1];
    if (number !== undefined) {
      streams.set(Number(number), { dictionary: head.slice(at + 4), start: end });
    }
  }
  return streams;
}

/** The numbers to which the first file specifications in a text refer. */
function references(text: string): number[] {
  const numbers: number[] = [];
  for (const [, names] of text.matchAll(/\/EF\s{0,9}<<([^<>]{0,400})>>/g)) {
    for (const [, number] of (names as string).matchAll(/(\d{1,9})\s{1,9}\d{1,5}\s{1,9}R/g)) {
      numbers.push(Number(number));
    }
    if (numbers.length >= MOST_REFERENCES) break;
  }
  return numbers;
}

function asText(bytes: Uint8Array | null): string | null {
  try {
    return bytes && decode(bytes);
  } catch {
    return null;
  }
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}
