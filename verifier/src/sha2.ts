/**
 * SHA-256 and SHA-512 (FIPS 180-4), whole messages only.
 *
 * What browsers have (WebCrypto) is missing on plain http, and the usual packages weigh more than the
 * rest of the cryptography. Held against Node's own hashes in test/sha2.test.ts.
 */

const PRIMES = firstPrimes(80);
const K512 = PRIMES.map((prime) => rootFraction(prime, 3n));
const K256 = Int32Array.from(K512.slice(0, 64), high);
const START = PRIMES.slice(0, 8).map((prime) => rootFraction(prime, 2n));

/** The 32 bytes of SHA-256. */
export function sha256(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const state = Int32Array.from(START, high);
  const data = pad(message, 64);
  const words = new Int32Array(64);
  for (let at = 0; at < data.byteLength; at += 64) {
    for (let i = 0; i < 16; i += 1) words[i] = data.getInt32(at + i * 4);
    for (let i = 16; i < 64; i += 1) words[i] = nextWord(words, i);
    compress256(state, words);
  }
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => digest.setInt32(i * 4, word));
  return new Uint8Array(digest.buffer);
}

function nextWord(words: Int32Array, i: number): number {
  const [early, late] = [words[i - 15] as number, words[i - 2] as number];
  const small = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
  const large = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
  return ((words[i - 16] as number) + small + (words[i - 7] as number) + large) | 0;
}

function compress256(state: Int32Array, words: Int32Array): void {
  let [a, b, c, d, e, f, g, h] = [...state] as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let i = 0; i < 64; i += 1) {
    const choice = (e & f) ^ (~e & g);
    const sum = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const one = (h + sum + choice + (K256[i] as number) + (words[i] as number)) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    // Not as one assignment of lists: browsers that have not compiled this yet would make them.
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] = (state[i] as number) + word));
}

/** The 64 bytes of SHA-512; meant for short messages. */
export function sha512(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const state = BigUint64Array.from(START);
  const data = pad(message, 128);
  const words = new BigUint64Array(80);
  for (let at = 0; at < data.byteLength; at += 128) {
    for (let i = 0; i < 16; i += 1) words[i] = data.getBigUint64(at + i * 8);
    for (let i = 16; i < 80; i += 1) {
      const [early, late] = [words[i - 15] as bigint, words[i - 2] as bigint];
      const small = wide(early, 1n) ^ wide(early, 8n) ^ (early >> 7n);
      const large = wide(late, 19n) ^ wide(late, 61n) ^ (late >> 6n);
      words[i] = (words[i - 16] as bigint) + small + (words[i - 7] as bigint) + large;
    }
    compress512(state, words);
  }
  const digest = new DataView(new ArrayBuffer(64));
  state.forEach((word, i) => digest.setBigUint64(i * 8, word));
  return new Uint8Array(digest.buffer);
}

function compress512(state: BigUint64Array, words: BigUint64Array): void {
  let [a, b, c, d, e, f, g, h] = [...state] as [
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  for (let i = 0; i < 80; i += 1) {
    const choice = (e & f) ^ (~e & g);
    const sum = wide(e, 14n) ^ wide(e, 18n) ^ wide(e, 41n);
    const one = h + sum + choice + (K512[i] as bigint) + (words[i] as bigint);
    const two = (wide(a, 28n) ^ wide(a, 34n) ^ wide(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = cut(d + one);
    d = c;
    c = b;
    b = a;
    a = cut(one + two);
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] = (state[i] as bigint) + word));
}

/** The message, a one bit, zeros, and its length in bits, as whole blocks. */
function pad(message: Uint8Array, block: number): DataView {
  const size = Math.ceil((message.length + 1 + block / 8) / block) * block;
  const padded = new Uint8Array(size);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(size - 8, BigInt(message.length) * 8n);
  return view;
}

function firstPrimes(count: number): bigint[] {
  const primes: bigint[] = [];
  for (let n = 2n; primes.length < count; n += 1n) {
    if (primes.every((prime) => n % prime)) primes.push(n);
  }
  return primes;
}

/** The first 64 bits of the fraction of a prime's square or cube root: the constants of SHA-2. */
function rootFraction(prime: bigint, degree: bigint): bigint {
  const scaled = prime << (64n * degree);
  const near = Math.floor(Number(prime) ** (1 / Number(degree)) * 2 ** 48);
  let root = BigInt(near) << 16n;
  root -= (root ** degree - scaled) / (degree * root ** (degree - 1n)); // one step of Newton's
  while (root ** degree > scaled) root -= 1n;
  while ((root + 1n) ** degree <= scaled) root += 1n;
  return cut(root);
}

function high(word: bigint): number {
  return Number(BigInt.asIntN(32, word >> 32n));
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

function wide(word: bigint, by: bigint): bigint {
  return (word >> by) | cut(word << (64n - by));
}

function cut(word: bigint): bigint {
  return BigInt.asUintN(64, word);
}
