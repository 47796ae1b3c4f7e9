/**
 * Addresses that the page offers to follow. They are built here from checked parts, so that none
 * can be anything but https, tel or mailto.
 */

export interface OtherBody {
  /** "certs.other.org", "certs.other.org:8443", with its path if it has one. */
  readonly host: string;
  /** The address of that body's own verifier. */
  readonly verifier: string;
}

/** Where the body of a did:web has its verifier; null when it is no did:web. */
export function otherBody(did: string): OtherBody | null {
  const parts = /^did:web:([A-Za-z0-9.-]+)(?:%3A(\d{1,5}))?((?::[A-Za-z0-9._~-]+)*)$/.exec(did);
  if (parts === null) return null;
  const port = parts[2] === undefined ? '' : `:${parts[2]}`;
  const host = `${parts[1] ?? ''}${port}${(parts[3] ?? '').replaceAll(':', '/')}`;
  return { host, verifier: `https://${host}/v/` };
}

/** `tel:` with the digits alone; "" when there are too few. */
export function telephone(number: string): string {
  const digits = number.replace(/[^0-9+]/g, '');
  return /^\+?\d{3,}$/.test(digits) ? `tel:${digits}` : '';
}

/** `mailto:` of a plain address; "" for anything else. */
export function email(address: string): string {
  return /^[^\s@?&]+@[^\s@?&]+$/.test(address) ? `mailto:${encodeURI(address)}` : '';
}
