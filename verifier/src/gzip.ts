/** One gzip member (RFC 1952) of a known greatest size: nothing before it, nothing after it. */
import { Damaged, inflate } from './inflate.ts';

const HEADER_CRC = 2;
const EXTRA = 4;
const NAME = 8;
const COMMENT = 16;
const RESERVED = 0xe0;

/** The bytes that one gzip member of at most `limit` bytes unpacks to; throws Damaged. */
export function gunzip(data: Uint8Array, limit: number): Uint8Array {
  const { output, end } = inflate(data, headerEnd(data), { limit, strict: false });
  if (data.length !== end + 8) throw new Damaged('something after the end, or too little');
  const view = new DataView(data.buffer, data.byteOffset + end, 8);
  if (view.getUint32(0, true) !== crc32(output)) throw new Damaged('the checksum does not match');
  if (view.getUint32(4, true) !== output.length) throw new Damaged('the length does not match');
  return output;
}

/** Where the compressed bytes begin. */
function headerEnd(data: Uint8Array): number {
  const flags = data[3] ?? RESERVED;
  if (data[0] !== 0x1f || data[1] !== 0x8b || data[2] !== 8 || flags & RESERVED) {
    throw new Damaged('not gzip');
  }
  let at = 10;
  if (flags & EXTRA) at += 2 + (data[at] ?? 0) + (data[at + 1] ?? 0) * 256;
  for (const flag of [NAME, COMMENT]) {
    if (flags & flag) at = data.indexOf(0, at) + 1 || data.length;
  }
  if (flags & HEADER_CRC) {
    const stated = (data[at] ?? 0) + (data[at + 1] ?? 0) * 256;
    if (stated !== (crc32(data.subarray(0, at)) & 0xffff)) throw new Damaged('a broken header');
    at += 2;
  }
  return at;
}

/** CRC-32 as gzip and PNG use it. */
export function crc32(data: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of data) crc = (CRC[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

const CRC = Uint32Array.from({ length: 256 }, (_, start) => {
  let value = start;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});
