/**
 * The credential baked into a picture: PNG and SVG, as Open Badges 3.0 has it.
 *
 * Source: https://www.imsglobal.org/spec/ob/v3p0/#baking
 */
import { decode } from './json.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const KEYWORD = 'openbadgecredential';
const NAMESPACE = 'https://purl.imsglobal.org/ob/v3p0';
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

/** The texts of a PNG's `iTXt` chunks with the badge's keyword. */
export function fromPng(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const texts: string[] = [];
  for (let at = SIGNATURE.length; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (data.length < length) break;
    if (view.getUint32(at + 4) === 0x69545874) texts.push(...internationalText(data)); // iTXt
    at += 12 + length;
  }
  return texts;
}

/** The text of an iTXt chunk: keyword, not compressed, language, translated keyword, text. */
function internationalText(data: Uint8Array): string[] {
  const keyword = data.indexOf(0);
  const language = data.indexOf(0, keyword + 3);
  const translated = data.indexOf(0, language + 1);
  if (keyword < 0 || data[keyword + 1] !== 0 || language < 0 || translated < 0) return [];
  try {
    const isBadge = decode(data.subarray(0, keyword)) === KEYWORD;
    return isBadge ? [decode(data.subarray(translated + 1))] : [];
  } catch {
    return [];
  }
}

/** The texts of an SVG's `credential` elements in the badge's namespace. */
export function fromSvg(svg: string): string[] {
  const prefixes = [...svg.matchAll(/\sxmlns:([A-Za-z][\w.-]{0,60})\s*=\s*["']([^"']{1,200})["']/g)]
    .filter(([, , namespace]) => namespace === NAMESPACE)
    .map(([, prefix]) => prefix as string);
  return [...new Set(prefixes)].flatMap((prefix) => {
    const name = `${prefix.replace(/[.]/g, '\\.')}:credential`;
    const elements = new RegExp(`<${name}(?:\\s[^>]{0,1000})?>([^]*?)</${name}\\s*>`, 'g');
    return [...svg.matchAll(elements)].map(([, content]) => characters(content as string));
  });
}

/** The characters of an element without children: CDATA as it stands, references resolved. */
function characters(content: string): string {
  return content
    .trim()
    .split(/(<!\[CDATA\[[^]*?\]\]>)/)
    .map((part) =>
      part.startsWith('<![CDATA[')
        ? part.slice(9, -3)
        : part.replace(/&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|(lt|gt|amp|quot|apos));/g, reference),
    )
    .join('');
}

function reference(whole: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name) return ENTITIES[name] ?? whole;
  const code = decimal ? parseInt(decimal, 10) : parseInt(hexadecimal ?? '', 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}
