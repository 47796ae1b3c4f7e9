/** What is good to know for a certified person, whatever was chosen; with links to the pages that the body has. */
import { type HolderView, pageLink, paragraph } from './holder-view.ts';
import type { HolderKey } from './messages/holder.ts';
import { el } from './ui-dom.ts';
import { contact } from './ui-verdict.ts';

type Link = HolderKey & `h.l.${string}`;
type Topic = 'rules' | 'paper' | 'name' | 'ends' | 'expiry' | 'appeal' | 'data' | 'lost';

const TOPICS: readonly (readonly [topic: Topic, links: readonly Link[]])[] = [
  ['rules', ['h.l.use-of-certificates']],
  ['paper', []],
  ['name', []],
  ['ends', ['h.l.use-of-certificates']],
  ['expiry', ['h.l.schemes']],
  ['appeal', ['h.l.appeals', 'h.l.complaints']],
  ['data', ['h.l.privacy', 'h.l.directory']],
  ['lost', []],
];

export function guide(view: HolderView): Node[] {
  const { say, config } = view;
  const topics = TOPICS.map(([topic, links]) => {
    const found = links.map((link) => pageLink(link, view)).filter((link) => link !== null);
    return el(
      'details',
      { id: `g-${topic}` },
      el('summary', {}, say(`h.g.${topic}`)),
      paragraph(say(`h.g.${topic}.text`)),
      found.length > 0 ? el('p', { class: 'links' }, ...found) : null,
    );
  });
  const asking = el(
    'div',
    { class: 'asking' },
    paragraph(say('n.contact', { body: config.name })),
    contact(config, say),
  );
  return [el('h2', {}, say('h.guide')), ...topics, asking];
}
