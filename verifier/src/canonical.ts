/** The JSON Canonicalization Scheme (RFC 8785), for the values that strict JSON lets through. */
import { isList, isObject, Malformed } from './json.ts';
import type { Json } from './types.ts';

const LONE_SURROGATE = /\p{Cs}/u;

/**
 * The canonical text of a JSON value. Members are ordered by UTF-16 code units, as JavaScript
 * sorts; numbers and strings are written as ECMAScript does, which is what RFC 8785 refers to.
 * Throws Malformed for a lone surrogate: such a text has no UTF-8, and so no canonical form.
 */
export function jcs(value: Json): string {
  if (isList(value)) return `[${value.map(jcs).join(',')}]`;
  if (typeof value === 'string') return quoted(value);
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${quoted(name)}:${jcs(value[name] as Json)}`).join(',')}}`;
}

function quoted(text: string): string {
  if (LONE_SURROGATE.test(text)) throw new Malformed('a lone surrogate');
  return JSON.stringify(text);
}
