/**
 * The service worker: the page works where there is no network.
 *
 * Rules:
 * 1. It keeps the page of one build, whole: index.html, its script and style, icons. Files with a
 *    digest in their name come from the kept copies first.
 * 2. The page itself is asked of the network first, with a short patience, so that a new build or a
 *    new dictionary arrives; the answer is kept only while it belongs to this build.
 * 3. The other parts (decoder, RDFC, languages) are fetched when the page asks for it.
 * 4. The body's logo is kept too: asked of the network first, shown from the copy without it.
 * 5. Lists, keys, dictionaries and editions are not its business: loader.ts keeps what was believed.
 * 6. Files with a digest in their name are fetched with the digest that the build wrote here: a changed byte is not
 *    kept, and not shown.
 * 7. A new build waits until no page of the old one is open, then takes over and clears up what earlier
 *    builds of this page kept; other bodies' pages on the same origin keep theirs.
 */

// Put in by the build: its digest, the page's first files, the parts that are loaded later, and files' digests.
declare const BUILD: string;
declare const FIRST: readonly string[];
declare const LATER: readonly string[];
declare const PINNED: Readonly<Record<string, string>>;

interface LifeEvent extends Event {
  waitUntil(task: Promise<unknown>): void;
}
interface RequestEvent extends LifeEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface WorkerScope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  addEventListener(kind: 'install' | 'activate', listener: (event: LifeEvent) => void): void;
  addEventListener(kind: 'fetch', listener: (event: RequestEvent) => void): void;
  addEventListener(kind: 'message', listener: (event: MessageEvent & LifeEvent) => void): void;
}

const worker = self as unknown as WorkerScope;
const PATIENCE = 2_500;
const page = new URL('./', worker.registration.scope).href;
const [PAGES, PATH] = ['certpress-page ', ` ${new URL(page).pathname}`];
const KEPT = PAGES + BUILD + PATH;
const assets = new Set([...FIRST, ...LATER].map((name) => new URL(name, page).href));

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('message', (event) => {
  if (event.data === 'parts') event.waitUntil(answer(event.ports[0]));
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = request.url.replace(/[?#].*$/s, '');
  if (request.method !== 'GET') return;
  if (url === page || url === `${page}index.html`) event.respondWith(answerPage(event));
  else if (assets.has(url)) event.respondWith(answerAsset(url));
  else if (request.destination === 'image') event.respondWith(answerPicture(url, request));
});

async function install(): Promise<void> {
  const kept = await caches.open(KEPT);
  await kept.addAll([
    new Request(page, { cache: 'reload' }),
    ...FIRST.map((name) => wanted(name, 'reload')),
  ]);
  await keepLogo(kept).catch(() => undefined); // a page without its logo is still a page
}

/** A request for one of the page's files, with the digest that it must have. */
function wanted(name: string, cache: RequestCache = 'default'): Request {
  return new Request(new URL(name, page), { cache, integrity: PINNED[name] ?? '' });
}

async function keepLogo(kept: Cache): Promise<void> {
  const text = (await (await kept.match(page))?.text()) ?? '';
  const block = /id="certpress-config">([^<]*)</.exec(text)?.[1] ?? '{}';
  const { logo } = JSON.parse(block) as { logo?: string };
  if (logo) await kept.add(new URL(logo, page));
}

async function activate(): Promise<void> {
  for (const name of await caches.keys()) {
    const isOwn = name.startsWith(PAGES) && name.endsWith(PATH);
    if (isOwn && name !== KEPT) await caches.delete(name);
  }
  await worker.clients.claim();
}

/** Fetches the parts that are not there yet, and tells whether all are. */
async function answer(port: MessagePort | undefined): Promise<void> {
  let complete = true;
  const kept = await caches.open(KEPT);
  for (const name of LATER) {
    try {
      if (!(await kept.match(new URL(name, page).href))) await kept.add(wanted(name));
    } catch {
      complete = false;
    }
  }
  port?.postMessage(complete);
}

async function answerPage(event: RequestEvent): Promise<Response> {
  const kept = await caches.open(KEPT);
  try {
    const response = await fetch(page, {
      cache: 'no-cache',
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    event.waitUntil(keepPage(kept, response.clone()));
    return response;
  } catch (cause) {
    const copy = await kept.match(page);
    if (!copy) throw cause;
    return copy;
  }
}

async function keepPage(kept: Cache, response: Response): Promise<void> {
  const text = await response.clone().text();
  const belongs = FIRST.filter((name) => /\.(js|css)$/.test(name)).every((name) =>
    text.includes(name),
  );
  if (belongs) await kept.put(page, response);
}

async function answerAsset(url: string): Promise<Response> {
  const kept = await caches.open(KEPT);
  const copy = await kept.match(url);
  if (copy) return copy;
  const response = await fetch(wanted(url.slice(page.length)));
  if (response.ok) await kept.put(url, response.clone());
  return response;
}

async function answerPicture(url: string, request: Request): Promise<Response> {
  const kept = await caches.open(KEPT);
  try {
    const response = await fetch(request);
    if (response.ok && (await kept.match(url))) await kept.put(url, response.clone());
    return response;
  } catch (cause) {
    const copy = await kept.match(url);
    if (!copy) throw cause;
    return copy;
  }
}
