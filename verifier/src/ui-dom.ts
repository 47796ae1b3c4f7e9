/**
 * The few things that the page does to its document. Texts go in as text nodes, never as markup.
 */

type Child = Node | string | null;

/** An element with attributes (constants, or addresses made by `ui-links.ts`) and children. */
export function el(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  ...children: Child[]
): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(
    ...children.filter((child): child is Node | string => child !== null && child !== ''),
  );
  return element;
}

/** A text from a document, kept from changing the direction of what stands around it. */
export function foreign(text: string): HTMLElement {
  return el('bdi', {}, text);
}

/** A symbol of index.html; what it means stands beside it in words. */
export function symbol(name: string): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  const use = document.createElementNS(space, 'use');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `#m-${name}`);
  svg.append(use);
  return svg;
}

/** The element of index.html with that id; its absence is a broken page. */
export function byId<T extends HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`index.html has no #${id}`);
  return element as T;
}
