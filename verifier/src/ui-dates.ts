/**
 * Days and instants in the reader's words.
 *
 * Rules:
 * 1. A day of a certificate is the body's calendar day, `YYYY-MM-DD`: it is written in UTC, so that no
 *    time zone shifts it, and in the Gregorian calendar with Latin digits, as on the paper.
 * 2. A reader's tag may ask for a calendar and digits of its own ("ar-SA-u-ca-islamic-nu-arab"); the
 *    rest of it counts. A tag that the browser does not take is replaced by English.
 * 3. An instant (a check, the date of a status list) is written in the reader's own time zone.
 */

const WRITTEN = { calendar: 'gregory', numberingSystem: 'latn' } as const;
const LONG = { ...WRITTEN, dateStyle: 'long' } as const;

// Making a form takes a browser longer than a signature: `prepare` makes them while files are on their way.
const days = once((tag) => new Intl.DateTimeFormat(tag, { ...LONG, timeZone: 'UTC' }));
const moments = once((tag) => new Intl.DateTimeFormat(tag, { ...LONG, timeStyle: 'short' }));
const ages = once((tag) => new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }));

/** Makes the forms that a verdict needs, before it needs them. */
export function prepare(tag: string): void {
  for (const forms of [days, moments, ages]) forms(tag);
}

/** The reader's regional form of the page's language: "en-GB" for "en" where the browser says so. */
export function locale(language: string, wanted: readonly string[]): string {
  const regional = wanted.find((tag) => tag.toLowerCase().split('-')[0] === language);
  return regional !== undefined && isTag(regional) ? regional : language;
}

function isTag(tag: string): boolean {
  try {
    return new Intl.Locale(tag).language !== '';
  } catch {
    return false;
  }
}

/** "14 January 2031" for "2031-01-14"; what is not such a day is returned as it is. */
export function day(text: string, tag: string): string {
  const instant = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return Number.isNaN(instant) ? text : days(tag).format(instant);
}

/** "14 January 2031 at 09:15" in the reader's time zone; what is no instant is returned as it is. */
export function moment(text: string, tag: string): string {
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? text : moments(tag).format(instant);
}

/** "2 hours ago": how long before `now` an instant was. */
export function age(text: string, now: Date, tag: string): string {
  const minutes = Math.round((Date.parse(text) - now.getTime()) / 60_000);
  if (Number.isNaN(minutes)) return '?';
  const form = ages(tag);
  if (Math.abs(minutes) < 1) return form.format(0, 'second');
  if (Math.abs(minutes) < 60) return form.format(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return Math.abs(hours) < 48
    ? form.format(hours, 'hour')
    : form.format(Math.round(hours / 24), 'day');
}

/** What is made of a language tag, made once; of English where the tag is refused. */
function once<T>(make: (tag: string) => T): (tag: string) => T {
  const made = new Map<string, T>();
  return (tag) => {
    const known = made.get(tag) ?? attempt(make, tag);
    made.set(tag, known);
    return known;
  };
}

function attempt<T>(make: (tag: string) => T, tag: string): T {
  try {
    return make(new Intl.Locale(tag, WRITTEN).toString());
  } catch (cause) {
    if (cause instanceof RangeError) return make('en');
    throw cause;
  }
}
