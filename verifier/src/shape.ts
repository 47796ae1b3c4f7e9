/**
 * Unknown JSON to a document that is exactly what the profile says, or Malformed.
 *
 * The table is builder/certpress/profile.json, which the Python package interprets too.
 * Source: docs/developers/verification.md, "The data's shape".
 */
import table from '../../builder/certpress/profile.json';
import { isList, isObject, Malformed } from './json.ts';
import type { Json, JsonObject } from './types.ts';

export const DOCUMENT_LIMIT = 65_536;
export const LIST_LIMIT = 1_048_576;
export const CONTROLLER_LIMIT = 262_144;
export const EDITIONS_LIMIT = 1_048_576;

type Rule = Json;
export type Shape = 'certificate' | 'badge' | 'list' | 'controller';

const TEXT = /^[^\u0000-\u001f\u007f-\u009f\p{Cs}\p{Noncharacter_Code_Point}]{1,1000}$/u;
const INSTANT = /^([1-9]\d{3})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:Z|([+-])(\d\d):(\d\d))$/;

const shapes = table.shapes as unknown as JsonObject;
const patterns = new Map(
  Object.entries(table.patterns).map(([name, text]) => [name, new RegExp(`^(?:${text})$`, 'u')]),
);

/** Checks a document against the shape of that name; throws Malformed with the member's path. */
export function match(document: JsonObject, shape: Shape): void {
  matchRule(document, shape, '');
}

/** The `@context` that the profile wants of a certificate, and of a badge. */
export function isCertificateContext(value: Json | undefined): boolean {
  return value !== undefined && same(value, (shapes['contexts'] as JsonObject)['const']);
}

/** Whether a credential wants to be a badge: it has a picture, and certificates have none. */
export function isBadge(document: JsonObject): boolean {
  return 'image' in document;
}

/** Milliseconds since 1970 of an instant of the profile; throws Malformed for unreal ones. */
export function instant(text: string, path = ''): number {
  const [, year, month, day, hour, minute, second, sign, hours, minutes] = INSTANT.exec(text) ?? [];
  expect(year !== undefined, path, 'an instant of the years 1000 to 9999');
  const local = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  const offset = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  expect(Number(minutes ?? 0) < 60 && offset <= 14 * 60, path, 'an offset of at most 14 hours');
  expect(new Date(local).toISOString().slice(0, 19) === text.slice(0, 19), path, 'a real instant');
  return local - (sign === '-' ? -offset : offset) * 60_000;
}

/** The instant without its fraction of a second: the last second of a period belongs to it. */
export function wholeSecond(moment: number): number {
  return Math.floor(moment / 1_000) * 1_000;
}

function matchRule(value: Json, rule: Rule, path: string): void {
  if (rule === 'text') {
    expect(typeof value === 'string' && TEXT.test(value), path, 'a text');
  } else if (rule === 'integer') {
    expect(typeof value === 'number', path, 'an integer');
  } else if (typeof rule === 'string') {
    matchRule(value, shapes[rule] as Rule, path);
  } else {
    matchForm(value, rule as JsonObject, path);
  }
}

function matchForm(value: Json, rule: JsonObject, path: string): void {
  if ('const' in rule) {
    expect(same(value, rule['const']), path, JSON.stringify(rule['const']));
  } else if ('one' in rule) {
    expect((rule['one'] as readonly Json[]).includes(value), path, `one of ${String(rule['one'])}`);
  } else if ('match' in rule) {
    const name = rule['match'] as string;
    const fits = typeof value === 'string' && (patterns.get(name) as RegExp).test(value);
    expect(fits, path, `the form of ${name}`);
    if (name === 'instant') instant(value as string, path);
  } else if ('object' in rule) {
    matchObject(value, rule['object'] as JsonObject, path);
  } else if ('one-or-list' in rule && isObject(value)) {
    matchRule(value, rule['one-or-list'] as Rule, path);
  } else {
    matchList(value, rule, path);
  }
}

function matchObject(value: Json, members: JsonObject, path: string): void {
  if (!isObject(value)) return fail(path, 'an object');
  for (const name of Object.keys(value)) {
    const known = Object.hasOwn(members, name) || Object.hasOwn(members, `${name}?`);
    expect(known && !name.endsWith('?'), `${path}/${name}`, 'no such member');
  }
  for (const [name, rule] of Object.entries(members)) {
    const plain = name.replace(/\?$/, '');
    const member = value[plain];
    if (member !== undefined) matchRule(member, rule, `${path}/${plain}`);
    else expect(name !== plain, `${path}/${plain}`, 'a member that is missing');
  }
}

function matchList(value: Json, rule: JsonObject, path: string): void {
  if (!isList(value)) return fail(path, 'a list');
  const [least, most] = [Number(rule['min'] ?? 1), Number(rule['max'])];
  expect(least <= value.length && value.length <= most, path, `${least} to ${most} items`);
  const item = (rule['list'] ?? rule['one-or-list']) as Rule;
  value.forEach((member, number) => matchRule(member, item, `${path}/${number}`));
}

/** Equality of JSON values without objects, which the profile's constants do not hold. */
function same(value: Json, constant: Json | undefined): boolean {
  if (isList(value) && isList(constant)) {
    return value.length === constant.length && value.every((item, at) => same(item, constant[at]));
  }
  return value === constant;
}

function expect(holds: boolean, path: string, expected: string): void {
  if (!holds) fail(path, expected);
}

function fail(path: string, expected: string): never {
  throw new Malformed(`${path || '/'}: expected ${expected}`);
}
