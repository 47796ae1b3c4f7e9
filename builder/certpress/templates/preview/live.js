// The page shows itself again when it was built again, and says what keeps a text from being built.
// Only `certpress serve` sends this script; no built site holds it.
'use strict';
(() => {
  const own = document.currentScript;
  const state = new URL('state', own.src);
  state.searchParams.set('page', location.pathname);
  const shown = own.dataset.generation;
  const host = document.createElement('certpress-preview');
  const root = host.attachShadow({ mode: 'open' });
  let last = '';

  const styles = `
    :host { all: initial; }
    @media print { :host { display: none; } }
    details {
      position: fixed; inset-block-end: 0; inset-inline: 0; z-index: 2147483647;
      max-block-size: 60vh; overflow: auto; font: 16px/1.45 system-ui, sans-serif;
      color: #1a1d21; background: #fff7df; border-block-start: 4px solid #a86a00;
      box-shadow: 0 -2px 12px rgb(0 0 0 / 25%);
    }
    details.broken { background: #fff0ee; border-color: #b3261e; }
    summary { padding: 10px 16px; cursor: pointer; font-weight: 600; }
    summary:focus-visible { outline: 3px solid #1a1d21; outline-offset: -5px; }
    ul { margin: 0; padding: 0 16px 12px 34px; }
    li { margin-block-end: 8px; overflow-wrap: anywhere; }
    code { font: 14px/1.4 ui-monospace, monospace; }
    .hint { color: #4a525b; }`;

  const put = (parent, name, text, kind) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (kind) made.className = kind;
    parent.append(made);
    return made;
  };

  const show = (found) => {
    const text = JSON.stringify(found);
    if (text === last) return;
    last = text;
    const wasOpen = root.querySelector('details')?.open;
    root.replaceChildren();
    if (found.problems.length === 0) return;
    put(root, 'style', styles);
    const box = put(root, 'details', '', found.broken ? 'broken' : '');
    box.open = wasOpen ?? found.broken;
    box.lang = 'en';
    box.dir = 'ltr';
    put(box, 'summary', found.title).setAttribute('role', 'status');
    const list = put(box, 'ul', '');
    for (const problem of found.problems) {
      const entry = put(list, 'li', '');
      if (problem.where) put(entry, 'code', problem.where);
      put(entry, 'div', problem.problem);
      if (problem.hint) put(entry, 'div', problem.hint, 'hint');
    }
    if (!host.isConnected) document.body.append(host);
  };

  const ask = async () => {
    try {
      const answer = await fetch(state, { cache: 'no-store' });
      const found = await answer.json();
      if (String(found.generation) !== shown) {
        location.reload();
        return;
      }
      show(found);
    } catch {
      show({ broken: true, title: 'certpress serve has stopped', problems: [
        { where: '', problem: 'This page no longer shows what you write.', hint: 'Start it again: certpress serve' },
      ] });
    }
    setTimeout(ask, document.hidden ? 2000 : 250);
  };
  ask();
})();
