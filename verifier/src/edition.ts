/**
 * The file of all scheme editions that the body has published.
 *
 * Source: docs/developers/verification.md, step 6.
 */
import { isObject, Malformed, parse } from './json.ts';
import { EDITIONS_LIMIT } from './shape.ts';
import type { JsonObject } from './types.ts';

/** The digest of each edition's `scheme.json` by its address; null when the bytes say none. */
export function read(bytes: Uint8Array): JsonObject | null {
  try {
    const { editions } = parse(bytes, EDITIONS_LIMIT);
    return isObject(editions) ? editions : null;
  } catch (cause) {
    if (cause instanceof Malformed) return null;
    throw cause;
  }
}
