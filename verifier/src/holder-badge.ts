/**
 * The badge's files, made in the browser: the credential baked into the picture that the badge names.
 *
 * Rules:
 * 1. The picture is asked of this site alone, on request, under the name that stands in a badge whose signature held. It
 *    is the same for everybody with this scheme and scope, so the request names nobody.
 * 2. A picture whose bytes do not give its name is refused.
 */
import { bakePng, bakeSvg } from './bake.ts';
import { hex } from './bytes.ts';
import type { Held } from './holder-held.ts';
import { button, buttons, type HolderView, paragraph, saver, section } from './holder-view.ts';
import { sha256 } from './sha2.ts';
import type { Report } from './types.ts';
import { el } from './ui-dom.ts';
import { contact } from './ui-verdict.ts';

const LIMIT = 4_194_304;

/** The three files of a badge, as `certpress badge issue` writes them. */
export interface Files {
  readonly json: Uint8Array;
  readonly png: Uint8Array;
  readonly svg: Uint8Array;
}

/**
 * The files of a badge; `picture` is the path of its picture, `load` has a file of the site by its path. Rejects when the
 * picture cannot be had, or is not the one that the badge names.
 */
export async function files(
  badge: Uint8Array,
  picture: string,
  load: (path: string) => Promise<Uint8Array>,
): Promise<Files> {
  const [png, svg] = await Promise.all([load(picture), load(picture.replace(/png$/, 'svg'))]);
  if (!picture.includes(hex(sha256(png)))) throw new TypeError('another picture');
  return { json: badge, png: bakePng(png, badge), svg: bakeSvg(svg, badge) };
}

/** A file below the site's root, of a few megabytes at most. */
export async function get(path: string): Promise<Uint8Array> {
  const address = new URL(`../${path}`, document.baseURI);
  const response = await fetch(address, {
    credentials: 'omit',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
  });
  const bytes = new Uint8Array(response.ok ? await response.arrayBuffer() : []);
  if (bytes.length === 0 || bytes.length > LIMIT) throw new TypeError(`not to be had: ${path}`);
  return bytes;
}

/** The files of a badge, or how to get one; null while the certificate is not in force. */
export function badge(held: Held, report: Report, view: HolderView): HTMLElement | null {
  const { say, config } = view;
  const { picture } = held;
  if (report.outcome !== 'valid') return null;
  if (!held.isBadge)
    return section('badge', say('h.badge'), paragraph(say('h.badge.ask')), contact(config, say));
  if (picture === null) return null;
  const place = el('div', { id: 'badge-files', role: 'status' });
  const make = button(
    'make',
    say('h.badge.make'),
    () => {
      place.replaceChildren(paragraph(say('h.badge.making')));
      files(held.file, picture, get).then(
        (made) => {
          make.remove();
          place.replaceChildren(...offered(made, view));
        },
        () => place.replaceChildren(paragraph(say('h.badge.failed'), 'bad')),
      );
    },
    'primary',
  );
  return section('badge', say('h.badge'), paragraph(say('h.badge.hint')), buttons(make), place);
}

function offered(made: Files, view: HolderView): HTMLElement[] {
  const { say } = view;
  const blob = new Blob([made.png as Uint8Array<ArrayBuffer>], { type: 'image/png' });
  const image = el('img', {
    src: URL.createObjectURL(blob),
    alt: say('h.badge.alt'),
    width: '240',
    height: '240',
  });
  return [
    el('p', { class: 'art' }, image),
    buttons(
      saver('badge.png', made.png, 'image/png', view),
      saver('badge.svg', made.svg, 'image/svg+xml', view),
      saver('badge.json', made.json, 'application/json', view),
    ),
    paragraph(say('h.badge.done')),
  ];
}
