import assert from 'node:assert/strict';
import { test } from 'node:test';
import { picturePath } from '../src/badge-picture.ts';

const BASE = 'https://certs.example.org/';
const NAME = `badges/${'5f'.repeat(32)}.png`;
const badge = (id: string) => ({ image: { id, type: 'Image' } });

test('the picture of a badge lies below the base address', () => {
  assert.equal(picturePath(badge(BASE + NAME), BASE), NAME);
});

test('any other address is none', () => {
  const foreign = [
    `https://certs.example.org.evil.example/${NAME}`,
    `${BASE}badges/../${NAME}`,
    `${BASE}${NAME}?who=jane`,
    `${BASE}${NAME}\n`,
    `${BASE}${NAME.toUpperCase()}`,
    NAME,
    '',
  ];
  for (const address of foreign) assert.equal(picturePath(badge(address), BASE), null, address);
});

test('a certificate has no picture', () => {
  for (const one of [{}, { image: null }, { image: BASE + NAME }, [], null]) {
    assert.equal(picturePath(one, BASE), null);
  }
});
