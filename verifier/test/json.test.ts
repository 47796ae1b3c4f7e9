import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Malformed, parse } from '../src/json.ts';

const refuses = (text: string | Uint8Array, limit = 1_000) =>
  assert.throws(() => parse(text, limit), Malformed, `accepted: ${String(text).slice(0, 60)}`);

test('what is read is what JSON.parse reads', () => {
  const texts = [
    '{}',
    ' {"a" : [ 1 , 2 , { } ] }\n',
    '{"a":"\\u00e9\\n\\"\\\\\\/\\b\\f\\r\\t"}',
    '{"a":"é漢😀"}',
    '{"a":true,"b":false,"c":null,"d":0,"e":999999999}',
    '{"":"","a":{"a":{}}}',
  ];
  for (const text of texts)
    assert.equal(JSON.stringify(parse(text, 1_000)), JSON.stringify(JSON.parse(text)));
});

test('a member that appears twice is refused, however it is written', () => {
  refuses('{"a":1,"a":1}');
  refuses('{"a":1,"\\u0061":1}');
  refuses('{"b":{"a":1,"b":2,"a":3}}');
});

test('numbers that languages may read differently are refused', () => {
  for (const number of [
    '-1',
    '-0',
    '01',
    '1.0',
    '1e3',
    '1E3',
    '1000000000',
    '.5',
    '+1',
    'NaN',
    'Infinity',
    '0x1',
  ]) {
    refuses(`{"a":${number}}`);
    refuses(`{"a":[${number}]}`);
  }
});

test('text that is not JSON to the letter is refused', () => {
  const texts = [
    '',
    ' ',
    '{',
    '}',
    '[]',
    '1',
    'null',
    '"a"',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{,}',
    "{'a':1}",
    '{a:1}',
    '{"a":1}x',
    '{"a":1}{}',
    '{"a":"\n"}',
    '{"a":"\\x"}',
    '{"a":"\\u12"}',
    '{"a":"',
    '{"a":tru}',
    '{"a":[1,]}',
    '{"a":1 "b":2}',
    '/**/{}',
    '\ufeff{}',
    '{\u00a0}',
    '{"a":[}',
    '{"a":"\u0000"}',
  ];
  for (const text of texts) refuses(text);
});

test('bytes that are not UTF-8, and texts with a lone surrogate, are refused', () => {
  for (const bytes of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80]]) {
    refuses(Uint8Array.of(0x7b, 0x22, ...bytes, 0x22, 0x3a, 0x31, 0x7d));
    refuses(Uint8Array.of(...bytes, 0x7b, 0x7d));
  }
  refuses(Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d));
  refuses('{"a":"\ud800"}');
});

test('nesting is read to a depth of 16 and refused beyond it, without using up the stack', () => {
  const nested = (depth: number) => `${'{"a":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`;
  assert.ok(parse(nested(16), 1_000));
  refuses(nested(17));
  refuses('{"a":'.repeat(200_000), 2_000_000);
  refuses(`{"a":${'['.repeat(500_000)}`, 2_000_000);
});

test('the limit counts bytes, not letters', () => {
  assert.ok(parse('{"a":"é"}', 10));
  refuses('{"a":"é"}', 9);
});

test('__proto__ is a member like any other', () => {
  const value = parse('{"__proto__":{"x":1},"constructor":2}', 1_000);
  assert.deepEqual(Object.keys(value), ['__proto__', 'constructor']);
  assert.equal(value['x'], undefined);
  assert.equal(value['toString'], undefined);
});
