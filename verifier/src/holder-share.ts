/**
 * Ways to show a certificate or a badge, offered only while it is in force.
 *
 * Rule: nothing leaves this page but by a button that says where to.
 */
import type { Held } from './holder-held.ts';
import {
  button,
  buttons,
  copier,
  type HolderView,
  paragraph,
  part,
  saver,
  section,
} from './holder-view.ts';
import { embedded, linkedin } from './outward.ts';
import type { Report } from './types.ts';
import { el } from './ui-dom.ts';

/** `page` is the address of the person's badge page, or "" while it is not known here. */
export function share(held: Held, report: Report, page: string, view: HolderView): HTMLElement {
  const { say } = view;
  if (report.outcome !== 'valid') {
    const why = report.outcome === 'not_checked' ? 'h.share.unknown' : 'h.share.not';
    return section('share', say('h.share'), paragraph(say(why)), file(held, view));
  }
  return section(
    'share',
    say('h.share'),
    profile(held, page, view),
    held.digits === null ? null : link(held, held.digits, view),
    website(held, page, view),
    file(held, view),
  );
}

function profile(held: Held, page: string, { say, config }: HolderView): HTMLElement {
  const href = linkedin(held.facts, config.linkedin, page);
  return part(
    'LinkedIn',
    paragraph(say('h.linkedin.hint')),
    buttons(
      el(
        'a',
        { id: 'linkedin', class: 'act', href, rel: 'noopener noreferrer nofollow' },
        say('h.linkedin'),
      ),
    ),
  );
}

function link(held: Held, digits: string, view: HolderView): HTMLElement {
  const { say, config } = view;
  const address = `${config.base}v/#${digits}`;
  return part(
    say('h.link'),
    paragraph(say('h.link.hint')),
    held.facts.dateOfBirth ? el('p', {}, el('strong', {}, say('h.link.born'))) : null,
    el('p', { id: 'link', class: 'cut', dir: 'ltr' }, address),
    buttons(
      copier('copy-link', say('h.link.copy'), address, view),
      el(
        'a',
        { id: 'try', class: 'act', href: `../v/#${digits}`, target: '_blank', rel: 'noopener' },
        say('h.link.open'),
      ),
    ),
  );
}

function website(held: Held, page: string, view: HolderView): HTMLElement {
  const { say, config } = view;
  const name = fileName(held);
  const code = embedded(config.base, page === '' ? `https://…/${name}` : `${page}badge.json`);
  return part(
    say('h.embed'),
    paragraph(page === '' ? say('h.embed.hint', { file: name }) : say('h.embed.page')),
    el('pre', { id: 'embed', dir: 'ltr', tabindex: '0' }, el('code', {}, code)),
    buttons(copier('copy-embed', say('h.embed.copy'), code, view)),
  );
}

function file(held: Held, view: HolderView): HTMLElement {
  const { say } = view;
  return part(
    say('h.files'),
    paragraph(say('h.files.hint')),
    held.isFromCode ? paragraph(say('h.files.code')) : null,
    buttons(
      saver(fileName(held), held.file, 'application/json', view),
      button('print', say('receipt.print'), () => window.print()),
    ),
  );
}

function fileName(held: Held): string {
  return held.isBadge ? 'badge.json' : 'certificate.json';
}
