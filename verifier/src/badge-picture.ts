/**
 * Where the picture of a badge lies on this site.
 *
 * Rules:
 * 1. The badge names it, so it is known only once the badge's signature holds: ask for nothing before.
 * 2. It is `badges/<SHA-256>.png` below the body's base address. Any other address is none.
 */
import { isObject } from './json.ts';
import type { Json } from './types.ts';

const NAME = /^badges\/[0-9a-f]{64}\.png$/;

/** The picture's path below the site; null for a certificate, which has none, and for other places. */
export function picturePath(document: Json, base: string): string | null {
  const image = isObject(document) ? document['image'] : undefined;
  const address = image !== undefined && isObject(image) ? image['id'] : undefined;
  if (typeof address !== 'string' || !address.startsWith(base)) return null;
  const path = address.slice(base.length);
  return NAME.test(path) ? path : null;
}
