import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { hex } from '../src/bytes.ts';
import { sha256, sha512 } from '../src/sha2.ts';

test('both digests equal those of Node for every length around the blocks', () => {
  for (let length = 0; length < 520; length += 1) {
    const message = randomBytes(length);
    assert.equal(hex(sha256(message)), createHash('sha256').update(message).digest('hex'));
    assert.equal(hex(sha512(message)), createHash('sha512').update(message).digest('hex'));
  }
});

test('a message of more than a million bytes has the digest that Node tells', () => {
  const message = new Uint8Array(1_100_003).fill(0xab);
  assert.equal(hex(sha256(message)), createHash('sha256').update(message).digest('hex'));
});
