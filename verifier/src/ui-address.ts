/**
 * The code in the page's address.
 *
 * Rules:
 * 1. A code is taken out of the address bar at once, so that it is not shared by accident or read over
 *    a shoulder. It stays in the state of this history entry: reloading the page and going back work.
 *    This page writes nothing to storage.
 * 2. What it cannot do is undo the visit: a browser notes the address that was opened, code included,
 *    in its history before any script runs, and may synchronise it. The page says so
 *    (messages, "privacy"). A code scanned or pasted inside the page never was in an address.
 * 3. What stands behind the `#` is never sent to a server; taking it out makes no request.
 */

/** A certificate's digits are fewer; browsers refuse to keep states without end. */
const LONGEST = 2_000;

/** The digits behind the `#`, or those that this history entry kept; null when there are none. */
export function take(): string | null {
  const fragment = location.hash.slice(1);
  if (fragment !== '') {
    history.replaceState(fragment.length <= LONGEST ? { code: fragment } : null, '', plain());
    return fragment;
  }
  const kept: unknown = (history.state as { code?: unknown } | null)?.code;
  return typeof kept === 'string' && kept !== '' ? kept : null;
}

/** Forgets the code of this history entry. */
export function forget(): void {
  history.replaceState(null, '', plain());
}

/** Calls `changed` when a link is opened in this page, or the reader goes back or forth. */
export function watch(changed: () => void): void {
  window.addEventListener('hashchange', changed);
  window.addEventListener('popstate', () => {
    // With a fragment this is followed by a hashchange, which is the one to act on.
    if (location.hash === '') changed();
  });
}

function plain(): string {
  return location.pathname + location.search;
}
