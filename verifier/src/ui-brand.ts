/**
 * The body's colour, made readable: as dark as 4.5:1 needs on white, and as light on the dark ground
 * (WCAG 2.2, 1.4.3 and the relative luminance it defines).
 */

type Rgb = readonly [number, number, number];

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
const DARK_SURFACE: Rgb = [24, 31, 39];
const LIGHT_GROUND: Rgb = [243, 245, 247];
const ENOUGH = 4.5;

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The contrast ratio of two colours, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** The colour, moved towards `end` in twentieths until it is readable on `ground`. */
function readable(colour: Rgb, ground: Rgb, end: Rgb): Rgb {
  for (let step = 0; step < 20; step += 1) {
    const mixed = colour.map((part, i) => Math.round(part + ((end[i] ?? 0) - part) * (step / 20)));
    const candidate = mixed as unknown as Rgb;
    if (contrast(candidate, ground) >= ENOUGH) return candidate;
  }
  return end;
}

/** The body's "#rrggbb" as text and button colours for a light and a dark page; null if it is no colour. */
export function accents(colour: string): { readonly light: Rgb; readonly dark: Rgb } | null {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour)?.slice(1);
  if (parts === undefined) return null;
  const rgb = parts.map((part) => parseInt(part, 16)) as unknown as Rgb;
  return { light: readable(rgb, LIGHT_GROUND, BLACK), dark: readable(rgb, DARK_SURFACE, WHITE) };
}

/** Gives the page the body's colour. */
export function paint(colour: string): void {
  const found = accents(colour);
  if (found === null) return;
  const { style } = document.documentElement;
  style.setProperty('--accent-light', `rgb(${found.light.join(' ')})`);
  style.setProperty('--accent-dark', `rgb(${found.dark.join(' ')})`);
}
