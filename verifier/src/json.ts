/**
 * Strict JSON: one reading of every text, or none.
 *
 * Rules: UTF-8 without a byte order mark; no member twice; nesting at most 16 deep; numbers only as
 * `0` or up to nine digits without a leading zero, sign, fraction or exponent; an object at the top.
 * Source: RFC 8259, and docs/developers/verification.md, "The data's shape".
 */
import type { Json, JsonObject } from './types.ts';

const DEPTH = 16;
const NUMBER = /(?:0|[1-9][0-9]{0,8})(?![0-9.eE])/y;
const SPACE = /[ \t\n\r]*/y;
// Everything up to the next quote, backslash or control character.
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const WORDS: readonly (readonly [string, Json])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/** The bytes or text are not what the profile asks for. `message` says where. */
export class Malformed extends Error {}

/** The text that UTF-8 bytes stand for; throws Malformed for anything that is not UTF-8. */
export function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Malformed('not UTF-8');
  }
}

/** The object that strict JSON of at most `limit` bytes stands for; throws Malformed. */
export function parse(data: string | Uint8Array, limit: number): JsonObject {
  if (data.length > limit) throw new Malformed(`more than ${limit} bytes`);
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  if (bytes.length > limit) throw new Malformed(`more than ${limit} bytes`);
  const text = decode(bytes);
  if (typeof data === 'string' && text !== data) throw new Malformed('a lone surrogate');
  const value = new Reader(text).document();
  if (!isObject(value)) throw new Malformed('not a JSON object');
  return value;
}

/** True for a JSON object, not for a list or null. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a JSON list. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** A list as it is, anything else as the one item of a list, nothing as none. */
export function listed(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

/** An object without a prototype: `__proto__` is a member like any other. */
export function object(members: Readonly<Record<string, Json>>): JsonObject {
  return Object.assign(Object.create(null) as Record<string, Json>, members);
}

class Reader {
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  document(): Json {
    const value = this.#value(1);
    this.#match(SPACE);
    if (this.#at !== this.#text.length) this.#fail('something after the end');
    return value;
  }

  #value(depth: number): Json {
    this.#match(SPACE);
    const first = this.#text[this.#at];
    if (first === '{' || first === '[') {
      if (depth > DEPTH) this.#fail(`nested more than ${DEPTH} deep`);
      this.#at += 1;
      return first === '{' ? this.#object(depth) : this.#list(depth);
    }
    if (first === '"') return this.#string();
    for (const [word, value] of WORDS) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return value;
      }
    }
    return Number(this.#match(NUMBER) || this.#fail('a value or number that is not allowed'));
  }

  #object(depth: number): JsonObject {
    const members = Object.create(null) as Record<string, Json>;
    if (this.#next('}')) return members;
    do {
      this.#match(SPACE);
      const name = this.#string();
      if (name in members) this.#fail(`the member ${name} twice`);
      if (!this.#next(':')) this.#fail('no colon');
      members[name] = this.#value(depth + 1);
    } while (this.#next(','));
    if (!this.#next('}')) this.#fail('no closing brace');
    return members;
  }

  #list(depth: number): Json[] {
    const items: Json[] = [];
    if (this.#next(']')) return items;
    do items.push(this.#value(depth + 1));
    while (this.#next(','));
    if (!this.#next(']')) this.#fail('no closing bracket');
    return items;
  }

  #string(): string {
    if (!this.#next('"')) this.#fail('no string');
    let value = this.#match(PLAIN);
    while (this.#text[this.#at] === '\\') {
      value += this.#escape() + this.#match(PLAIN);
    }
    if (this.#text[this.#at] !== '"') this.#fail('a string without an end');
    this.#at += 1;
    return value;
  }

  #escape(): string {
    const letter = this.#text[this.#at + 1] ?? '';
    if (letter === 'u') {
      const code = this.#text.slice(this.#at + 2, this.#at + 6);
      if (!/^[0-9A-Fa-f]{4}$/.test(code)) this.#fail('a broken escape');
      this.#at += 6;
      return String.fromCharCode(parseInt(code, 16));
    }
    this.#at += 2;
    return ESCAPES[letter] ?? this.#fail('a broken escape');
  }

  /** Skips white space and then the mark, if it stands there. */
  #next(mark: string): boolean {
    this.#match(SPACE);
    if (this.#text[this.#at] !== mark) return false;
    this.#at += 1;
    return true;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #fail(problem: string): never {
    throw new Malformed(`not JSON at ${this.#at}: ${problem}`);
  }
}
