/** Bytes and the texts that stand for them: hexadecimal, base58btc, base64url, UTF-8. */

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** UTF-8. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Lower-case hexadecimal. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The shortest big-endian bytes of a number that is not negative. */
export function bigEndian(number: bigint): Uint8Array {
  const text = number.toString(16);
  const even = text.length % 2 ? `0${text}` : text;
  return Uint8Array.from(even.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/** base58btc, one leading "1" for each leading zero byte. */
export function base58(bytes: Uint8Array): string {
  let text = '';
  for (let rest = BigInt(`0x0${hex(bytes)}`); rest > 0n; rest /= 58n) {
    text = (BASE58[Number(rest % 58n)] as string) + text;
  }
  return '1'.repeat(leading(bytes, 0)) + text;
}

/** The bytes of a base58btc text, or null when a letter is not of the alphabet. */
export function fromBase58(text: string): Uint8Array | null {
  let number = 0n;
  for (const letter of text) {
    const digit = BASE58.indexOf(letter);
    if (digit < 0) return null;
    number = number * 58n + BigInt(digit);
  }
  return concat(new Uint8Array(leading(text, '1')), number ? bigEndian(number) : new Uint8Array());
}

/** The bytes of an unpadded base64url text, or null when it is none or has bits left over. */
export function fromBase64url(text: string): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let [bits, held, at] = [0, 0, 0];
  for (const letter of text) {
    const digit = BASE64.indexOf(letter);
    if (digit < 0) return null;
    bits = ((bits << 6) | digit) & 0xfff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[at++] = bits >> held;
    }
  }
  return held < 6 && (bits & ((1 << held) - 1)) === 0 ? bytes : null;
}

/** How many items at the start equal `item`. */
function leading<T>(items: ArrayLike<T>, item: T): number {
  let count = 0;
  while (count < items.length && items[count] === item) count += 1;
  return count;
}
