/**
 * The credentials embedded in a PDF, without a PDF library.
 *
 * Rules:
 * 1. Embedded files are found by their marks, not through the cross-reference table: a damaged table
 *    hides nothing, and what comes out is verified like any other text.
 * 2. A file is a credential when its content is JSON that speaks of a VerifiableCredential.
 * 3. Unpacking is capped; filters but Flate, and encrypted files, are told apart, not guessed at.
 *
 * Source: ISO 32000-1, 7.3.8 (streams), 7.5.7 (object streams), 7.11.4 (embedded files).
 */
import { inflate } from './inflate.ts';
import { decode } from './json.ts';
import { DOCUMENT_LIMIT } from './shape.ts';

export type PdfProblem = 'pdf_none' | 'pdf_several' | 'pdf_encrypted';

const OBJECTS_LIMIT = 4_194_304;
const MOST_STREAMS = 2_000;
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

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#text = latin1(bytes);
    this.#streams = findStreams(this.#text);
  }

  isEncrypted(): boolean {
    return /\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/.test(this.#text);
  }

  embeddedTexts(): string[] {
    const numbers = new Set(this.#references());
    for (const [number, { dictionary }] of this.#streams) {
      if (/\/EmbeddedFile(?![A-Za-z])/.test(dictionary)) numbers.add(number);
    }
    const files = [...numbers].map((number) => this.#read(number, DOCUMENT_LIMIT));
    return files.map(asText).filter((text) => text !== null);
  }

  /** The numbers of the streams to which file specifications refer, in object streams too. */
  #references(): number[] {
    const packed = [...this.#streams].filter(([, { dictionary }]) =>
      /\/ObjStm(?![A-Za-z])/.test(dictionary),
    );
    let left = OBJECTS_LIMIT;
    const texts = packed.map(([number]) => {
      const bytes = left > 0 ? this.#read(number, left) : null;
      left -= bytes?.length ?? 0;
      return bytes ? latin1(bytes) : '';
    });
    return [this.#text, ...texts].flatMap((text) =>
      [...text.matchAll(/\/EF\s*<<([^>]{0,400})>>/g)].flatMap(([, names]) =>
        [...(names as string).matchAll(/(\d{1,9})\s+\d{1,5}\s+R/g)].map(([, number]) =>
          Number(number),
        ),
      ),
    );
  }

  /** The content of a stream, or null when it is damaged, too large, or packed in another way. */
  #read(number: number, limit: number): Uint8Array | null {
    const stream = this.#streams.get(number);
    const filter =
      stream && /\/Filter\s*(?:\[\s*)?\/?([A-Za-z0-9]*)\s*(?:\]|\/|>|$)/.exec(stream.dictionary);
    if (!stream) return null;
    if (!filter) return this.#plain(stream, limit);
    if (filter[1] !== 'FlateDecode') return null;
    try {
      const header = 2; // zlib's
      return inflate(this.#bytes, stream.start + header, { limit, strict: false }).output;
    } catch {
      return null;
    }
  }

  #plain({ dictionary, start }: Stream, limit: number): Uint8Array | null {
    const stated = /\/Length\s+(\d{1,9})(?!\s+\d+\s+R)(?!\d)/.exec(dictionary)?.[1];
    const found = this.#text.indexOf('endstream', start);
    const end = stated ? start + Number(stated) : found;
    return end >= start && end - start <= limit ? this.#bytes.slice(start, end) : null;
  }
}

/** Every stream by its object's number; of several, the last, which is the newest. */
function findStreams(text: string): Map<number, Stream> {
  const streams = new Map<number, Stream>();
  for (const mark of text.matchAll(/[^d]stream(\r\n|\n|\r)/g)) {
    const head = text.slice(Math.max(0, mark.index - 2_000), mark.index + 1);
    const at = head.lastIndexOf(' obj');
    const number = at < 0 ? undefined : /(\d{1,9})\s+\d{1,5}$/.exec(head.slice(0, at))?.[1];
    if (number === undefined || streams.size >= MOST_STREAMS) continue;
    streams.set(Number(number), {
      dictionary: head.slice(at + 4),
      start: mark.index + mark[0].length,
    });
  }
  return streams;
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
