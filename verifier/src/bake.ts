/**
 * A badge's credential baked into its picture: the same bytes as `certpress badge issue` writes.
 *
 * Rules:
 * 1. PNG: one `iTXt` chunk, not compressed, before the picture's data. SVG: one element, the first child of `<svg>`, with
 *    its own namespace and the JSON in CDATA.
 * 2. Nothing else of the picture moves. A picture that carries a credential already is refused.
 *
 * Source: https://www.imsglobal.org/spec/ob/v3p0/#baking; its twins are builder/certpress/badge/png.py and svg.py.
 */
import { fromPng, fromSvg, isPng } from './badge.ts';
import { concat, utf8 } from './bytes.ts';
import { decode, Malformed } from './json.ts';

const CHUNK = 'openbadgecredential\0\0\0\0\0'; // keyword, not compressed, no language, no translation
const NAMESPACE = 'https://purl.imsglobal.org/ob/v3p0';
const ROOT = /^(?:\s|<\?[^>]*\?>|<!--[^]*?-->)*<svg(?:\s[^<>]*)?>/;

/** The PNG with the credential in it; throws Malformed for what is no picture that can be baked. */
export function bakePng(picture: Uint8Array, credential: Uint8Array): Uint8Array {
  if (!isPng(picture) || fromPng(picture).length > 0) throw new Malformed('not a plain PNG');
  const at = firstData(picture);
  const chunk = packed('iTXt', concat(utf8(CHUNK), credential));
  return concat(picture.subarray(0, at), chunk, picture.subarray(at));
}

/** The SVG with the credential in it; throws Malformed for what is no drawing that can be baked. */
export function bakeSvg(picture: Uint8Array, credential: Uint8Array): Uint8Array {
  const svg = decode(picture);
  const root = ROOT.exec(svg)?.[0];
  if (root === undefined || root.endsWith('/>') || svg.includes('<!DOCTYPE'))
    throw new Malformed('not a drawing');
  if (fromSvg(svg).length > 0) throw new Malformed('a drawing that carries a credential already');
  const data = decode(credential).replaceAll(']]>', ']]]]><![CDATA[>');
  const element =
    `<openbadges:credential xmlns:openbadges="${NAMESPACE}">` +
    `<![CDATA[${data}]]></openbadges:credential>`;
  return utf8(svg.slice(0, root.length) + element + svg.slice(root.length));
}

/** Where the first `IDAT` chunk begins. */
function firstData(png: Uint8Array): number {
  const view = new DataView(png.buffer, png.byteOffset, png.length);
  for (let at = 8; at + 12 <= png.length; at += 12 + view.getUint32(at))
    if (view.getUint32(at + 4) === 0x49444154) return at;
  throw new Malformed('a PNG without a picture');
}

/** A chunk as it stands in a file: length, type, data, checksum. */
function packed(type: string, data: Uint8Array): Uint8Array {
  const body = concat(utf8(type), data);
  const whole = new Uint8Array(body.length + 8);
  const view = new DataView(whole.buffer);
  view.setUint32(0, data.length);
  whole.set(body, 4);
  view.setUint32(whole.length - 4, crc32(body));
  return whole;
}

/** The checksum of PNG (ISO/IEC 15948, annex D). */
function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
