/**
 * The credential baked into a picture: PNG and SVG, as Open Badges 3.0 has it.
 *
 * Rules:
 * 1. A file is gone through once, from its beginning to its end, whatever it holds.
 * 2. The search ends when two different texts were found: then there is no one credential.
 *
 * Source: https://www.imsglobal.org/spec/ob/v3p0/#baking
 */
import { decode } from './json.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const KEYWORD = 'openbadgecredential';
const NAMESPACE = 'https://purl.imsglobal.org/ob/v3p0';
const CDATA = '<![CDATA[';
const MOST_PREFIXES = 4;
const LONGEST_TAG = 1_000;
const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, at) => bytes[at] === byte);
}

/** The first two different texts of a PNG's `iTXt` chunks with the badge's keyword. */
export function fromPng(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const texts = new Set<string>();
  for (let at = SIGNATURE.length; at + 12 <= bytes.length && texts.size < 2;) {
    const length = view.getUint32(at);
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (data.length < length) break;
    const text = view.getUint32(at + 4) === 0x69545874 ? internationalText(data) : null; // iTXt
    if (text !== null) texts.add(text);
    at += 12 + length;
  }
  return [...texts];
}

/** The text of an iTXt chunk: keyword, not compressed, language, translated keyword, text. */
function internationalText(data: Uint8Array): string | null {
  const keyword = data.indexOf(0);
  if (keyword !== KEYWORD.length || data[keyword + 1] !== 0) return null;
  const language = data.indexOf(0, keyword + 3);
  const translated = data.indexOf(0, language + 1);
  if (language < 0 || translated < 0) return null;
  try {
    const isBadge = decode(data.subarray(0, keyword)) === KEYWORD;
    return isBadge ? decode(data.subarray(translated + 1)) : null;
  } catch {
    return null;
  }
}

/** The first two different texts of an SVG's `credential` elements in the badge's namespace. */
export function fromSvg(svg: string): string[] {
  const texts = new Set<string>();
  for (const prefix of prefixes(svg)) {
    for (const content of elements(svg, `${prefix}:credential`)) {
      texts.add(characters(content));
      if (texts.size === 2) return [...texts];
    }
  }
  return [...texts];
}

/** The first few prefixes that are declared for the badge's namespace. */
function prefixes(svg: string): Set<string> {
  const declared = /\sxmlns:([A-Za-z][\w.-]{0,60})\s*=\s*["']([^"']{1,200})["']/g;
  const found = new Set<string>();
  for (const [, prefix, namespace] of svg.matchAll(declared)) {
    if (namespace === NAMESPACE) found.add(prefix as string);
    if (found.size === MOST_PREFIXES) break;
  }
  return found;
}

/** What stands between the tags of each element of a name. */
function* elements(svg: string, name: string): Generator<string> {
  const [start, end] = [`<${name}`, `</${name}`];
  for (let open = svg.indexOf(start); open >= 0;) {
    const content = tagEnd(svg, open + start.length);
    const close = content === null ? open + 1 : svg.indexOf(end, content);
    if (close < 0) return;
    if (content !== null && tagEnd(svg, close + end.length) !== null) {
      yield svg.slice(content, close);
    }
    open = svg.indexOf(start, close);
  }
}

/** Where a tag ends whose name ends at `at`; null when the name is longer, or the tag has no end. */
function tagEnd(svg: string, at: number): number | null {
  const rest = svg.slice(at, at + LONGEST_TAG);
  const end = rest.search(/[<>]/);
  const isTag = rest[end] === '>' && (end === 0 || /^\s/.test(rest));
  return isTag ? at + end + 1 : null;
}

/** The characters of an element without children: CDATA as it stands, references resolved. */
function characters(element: string): string {
  const content = element.trim();
  let [text, at] = ['', 0];
  for (;;) {
    const open = content.indexOf(CDATA, at);
    const close = open < 0 ? -1 : content.indexOf(']]>', open);
    if (close < 0) return text + resolve(content.slice(at));
    text += resolve(content.slice(at, open)) + content.slice(open + CDATA.length, close);
    at = close + 3;
  }
}

function resolve(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|(lt|gt|amp|quot|apos));/g, reference);
}

function reference(whole: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name) return ENTITIES[name] ?? whole;
  const code = decimal ? parseInt(decimal, 10) : parseInt(hexadecimal ?? '', 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}
