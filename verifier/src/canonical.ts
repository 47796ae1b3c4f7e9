/** The JSON Canonicalization Scheme (RFC 8785), for the values that strict JSON lets through. */
import { isList, isObject } from './json.ts';
import type { Json } from './types.ts';

/**
 * The canonical text of a JSON value. Members are ordered by UTF-16 code units, as JavaScript
 * sorts; numbers and strings are written as ECMAScript does, which is what RFC 8785 refers to.
 */
export function jcs(value: Json): string {
  if (isList(value)) return `[${value.map(jcs).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${jcs(value[name] as Json)}`).join(',')}}`;
}
