/** What is good to know for a certified person, whatever was chosen; with links to the pages that the body has. */
import { type HolderView, pageLink, paragraph } from './holder-view.ts';
import type { HolderKey } from './messages/holder.ts';
import { el } from './ui-dom.ts';
import { contact } from './ui-verdict.ts';

type Link = HolderKey & `h.l.${string}`;
type Name = 'rules' | 'paper' | 'name' | 'ends' | 'expiry' | 'appeal' | 'data' | 'lost';

interface Topic {
  readonly id: string;
  readonly title: HolderKey;
  readonly texts: readonly HolderKey[];
  readonly links: readonly Link[];
}

const TOPICS: readonly Topic[] = [
  topic('rules', 'h.l.use-of-certificates'),
  topic('paper'),
  {
    id: 'g-public', // once a certificate is shown, a part of the page says more (holder.css)
    title: 'h.public',
    texts: ['h.public.nothing', 'h.consent'],
    links: ['h.l.directory'],
  },
  topic('name'),
  topic('ends', 'h.l.use-of-certificates'),
  topic('expiry', 'h.l.schemes'),
  topic('appeal', 'h.l.appeals', 'h.l.complaints'),
  topic('data', 'h.l.privacy'),
  topic('lost'),
];

function topic(name: Name, ...links: Link[]): Topic {
  return { id: `g-${name}`, title: `h.g.${name}`, texts: [`h.g.${name}.text`], links };
}

/** The topics, to open, and whom to ask. */
export function guide(view: HolderView): Node[] {
  const { say, config } = view;
  const asking = el(
    'div',
    { class: 'asking' },
    paragraph(say('n.contact', { body: config.name })),
    contact(config, say),
  );
  return [el('h2', {}, say('h.guide')), ...TOPICS.map((one) => shown(one, view)), asking];
}

function shown({ id, title, texts, links }: Topic, view: HolderView): HTMLElement {
  const found = links.map((link) => pageLink(link, view)).filter((link) => link !== null);
  return el(
    'details',
    { id },
    el('summary', {}, view.say(title)),
    ...texts.map((text) => paragraph(view.say(text))),
    found.length > 0 ? el('p', { class: 'links' }, ...found) : null,
  );
}
