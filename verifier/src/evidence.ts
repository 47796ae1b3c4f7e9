/**
 * What was scanned, pasted or dropped, told apart: a code, a credential, a picture, or why not.
 *
 * Rules:
 * 1. A code's link counts when it is of this site: the address that documents say, or the one that
 *    serves the page. A link of another site is named as such and never followed.
 * 2. Files are told apart by their bytes, not by their names.
 * 3. Some editors begin a file with a byte order mark. It is no part of the credential.
 */
import * as badge from './badge.ts';
import { decode } from './json.ts';
import * as pdf from './pdf.ts';

export type Problem =
  'empty' | 'too_large' | 'other_site' | 'unknown' | 'badge_several' | pdf.PdfProblem;

/** What was found. `host` is told for a link of another site. */
export type Found =
  | { readonly kind: 'json'; readonly text: string | Uint8Array }
  | { readonly kind: 'code'; readonly digits: string }
  | { readonly kind: 'image'; readonly bytes: Uint8Array }
  | { readonly kind: 'problem'; readonly problem: Problem; readonly host: string };

/** Files larger than this are not looked at. */
export const FILE_LIMIT = 32 * 1_024 * 1_024;

const TEXT_LIMIT = 1_048_576;
const PICTURES: readonly RegExp[] = [
  /^\u0089PNG\r\n\u001a\n/,
  /^\u00ff\u00d8\u00ff/,
  /^GIF8/,
  /^RIFF[^]{4}WEBP/,
  /^BM/,
  /^II\*\0|^MM\0\*/,
  /^[^]{4}ftyp(?:avif|avis|heic|heix|mif1|msf1)/,
];

/** What a text holds; `sites` are the addresses whose codes are read here, each ending in "/". */
export function fromText(text: string, sites: readonly string[]): Found {
  const trimmed = text.trim(); // without a byte order mark, too
  if (trimmed === '') return problem('empty');
  if (trimmed.length > TEXT_LIMIT) return problem('too_large');
  if (/^[0-9]+$/.test(trimmed)) return { kind: 'code', digits: trimmed };
  if (/^[{[]/.test(trimmed)) {
    return { kind: 'json', text: text.replace(/^\ufeff/, '') }; // the strict reader decides
  }
  if (/^<(?:\?xml|!--|!DOCTYPE|svg)/i.test(trimmed)) return fromBadges(badge.fromSvg(trimmed));
  return fromLink(trimmed, sites);
}

/** What the bytes of a file hold. */
export function fromBytes(bytes: Uint8Array, sites: readonly string[]): Found {
  if (bytes.length === 0) return problem('empty');
  if (bytes.length > FILE_LIMIT) return problem('too_large');
  if (pdf.isPdf(bytes)) {
    const found = pdf.credential(bytes);
    return 'text' in found ? { kind: 'json', text: found.text } : problem(found.problem);
  }
  if (badge.isPng(bytes)) {
    const texts = badge.fromPng(bytes);
    return texts.length > 0 ? fromBadges(texts) : { kind: 'image', bytes };
  }
  const head = String.fromCharCode(...bytes.subarray(0, 16));
  if (PICTURES.some((pattern) => pattern.test(head))) return { kind: 'image', bytes };
  return fromFileText(bytes, sites);
}

function fromFileText(bytes: Uint8Array, sites: readonly string[]): Found {
  let text: string;
  try {
    text = decode(bytes);
  } catch {
    // Not UTF-8: strict JSON says so of what is meant as JSON.
    return bytes[0] === 0x7b ? { kind: 'json', text: bytes } : problem('unknown');
  }
  const found = fromText(text, sites);
  const isPicture =
    found.kind === 'problem' && found.problem === 'unknown' && /<svg[\s>]/i.test(text);
  return isPicture ? { kind: 'image', bytes } : found;
}

/** A code's link: `<site>v/#<digits>`. */
function fromLink(text: string, sites: readonly string[]): Found {
  let link: URL;
  try {
    link = new URL(text);
  } catch {
    return problem('unknown');
  }
  if (link.protocol !== 'https:' && link.protocol !== 'http:') return problem('unknown');
  const page = `${link.origin}${link.pathname}`.replace(/index\.html$/, '');
  const isOurs = link.search === '' && sites.some((site) => page === new URL('v/', site).href);
  return isOurs ? fromFragment(link.hash) : problem('other_site', link.host);
}

/** What stands behind the `#` of this page's address. */
export function fromFragment(hash: string): Found {
  const digits = hash.replace(/^#/, '');
  return digits === '' ? problem('empty') : { kind: 'code', digits };
}

function fromBadges(texts: readonly string[]): Found {
  const [text, ...others] = new Set(texts);
  if (text === undefined) return problem('unknown');
  return others.length > 0 ? problem('badge_several') : { kind: 'json', text };
}

function problem(name: Problem, host = ''): Found {
  return { kind: 'problem', problem: name, host };
}
