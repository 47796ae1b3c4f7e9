/**
 * The record of a check on the page: what print adds below the verdict, and the file to keep.
 */
import type { View } from './ui-verdict.ts';
import { moment } from './ui-dates.ts';
import { el } from './ui-dom.ts';
import { type CheckRecord, fileName, text } from './receipt.ts';

/** The record for paper; the screen does not show it (style.css). */
export function printed(made: CheckRecord, { say, locale }: View): HTMLElement {
  const rows: [string, string][] = [
    [say('receipt.time'), `${moment(made.checked_at, locale)} (${made.checked_at})`],
    [say('receipt.at'), made.checked_with.address],
    ...(made.certificate === null
      ? []
      : ([
          [say('receipt.id'), made.certificate.id],
          [say('receipt.digest'), made.certificate.sha256],
        ] as [string, string][])),
    ...made.keys.map((key): [string, string] => [say('receipt.key'), key]),
    ...made.lists.map(({ address, valid_from: from }): [string, string] => [
      say('receipt.list'),
      from === null
        ? say('receipt.list_none', { address })
        : say('receipt.list_of', { address, when: from }),
    ]),
  ];
  const lines = rows.map(([label, value]) =>
    el('div', {}, el('dt', {}, label), el('dd', { dir: 'ltr' }, value)),
  );
  return el(
    'div',
    { id: 'record', class: 'card' },
    el('h2', {}, say('receipt.title')),
    el('dl', {}, ...lines),
  );
}

/** The buttons below a verdict. */
export function actions(made: CheckRecord, { say }: View, again: () => void): HTMLElement {
  const button = (id: string, label: string, press: () => void, kind = '') => {
    const element = el('button', { id, type: 'button', class: kind }, label);
    element.addEventListener('click', press);
    return element;
  };
  return el(
    'div',
    { class: 'actions' },
    button('again', say('another'), again, 'primary'),
    button('save', say('receipt.save'), () => save(made)),
    button('print', say('receipt.print'), () => window.print()),
  );
}

function save(made: CheckRecord): void {
  const address = URL.createObjectURL(new Blob([text(made)], { type: 'application/json' }));
  const link = el('a', { href: address, download: fileName(made) });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
