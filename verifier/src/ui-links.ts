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

/** A did:web: a name, a port, and folders none of which is "." or "..". */
const WEB =
  /^did:web:([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)(?:%3A(\d{1,5}))?((?::[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*)$/;

/**
 * Where the body of a did:web has its verifier; null when it is no did:web. Both are told as the
 * browser reads the address, so that what is shown is where the link leads.
 */
export function otherBody(did: string): OtherBody | null {
  const [, host, port, path = ''] = WEB.exec(did) ?? [];
  if (host === undefined) return null;
  const folder = path.replaceAll(':', '/');
  try {
    const page = new URL(`https://${host}${port === undefined ? '' : `:${port}`}${folder}/v/`);
    return { host: page.host + page.pathname.slice(0, -'/v/'.length), verifier: page.href };
  } catch {
    return null; // no browser could open it
  }
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
