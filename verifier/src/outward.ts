/**
 * Addresses and code for other sites, as `builder/certpress/badge_pages/outward.py` writes them.
 *
 * Source of the parameters: LinkedIn, "Add to profile", https://addtoprofile.linkedin.com/
 */
import type { Facts } from './types.ts';

/**
 * Where a click adds the certification to a LinkedIn profile; months count from 1. `organisation` is the number of the
 * body's page there, or ""; `page` is the address of a badge page, or "".
 */
export function linkedin(facts: Facts, organisation: string, page: string): string {
  const [from, until] = [facts.from, facts.until].map((day) => day.split('-'));
  const values: (readonly [string, string | undefined])[] = [
    ['startTask', 'CERTIFICATION_NAME'],
    ['name', facts.scheme],
    organisation === '' ? ['organizationName', facts.issuer] : ['organizationId', organisation],
    ['issueYear', from?.[0]],
    ['issueMonth', String(Number(from?.[1]))],
    ['expirationYear', until?.[0]],
    ['expirationMonth', String(Number(until?.[1]))],
    ...(page === '' ? [] : [['certUrl', page] as const]),
    ['certId', facts.number],
  ];
  const query = values.map(([name, value]) => `${name}=${quoted(value ?? '')}`).join('&');
  return `https://www.linkedin.com/profile/add?${query}`;
}

/** HTML that shows the live status of the badge or certificate at `address` on any site. */
export function embedded(base: string, address: string): string {
  return (
    `<script type="module" src="${escaped(base)}v/status.js"></script>\n` +
    `<certpress-status src="${escaped(address)}"></certpress-status>`
  );
}

/** Percent-encoded, all but letters, digits and "_.-~". */
function quoted(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#x27;');
}
