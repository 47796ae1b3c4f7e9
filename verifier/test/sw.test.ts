/** The service worker as built, in a browser of a few lines. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createContext, runInContext } from 'node:vm';

const SCOPE = 'https://certs.example.org/v/';
const folder = mkdtempSync(join(tmpdir(), 'certpress-sw-'));

before(() => assert.equal(spawnSync(process.execPath, ['build.mjs', folder]).status, 0));
after(() => rmSync(folder, { recursive: true, force: true }));

type Listener = (event: Record<string, unknown>) => void;

/** A site with the built files, and a browser that has the worker. */
class Browser {
  online = true;
  readonly files = new Map<string, string>();
  readonly stores = new Map<string, Map<string, Response>>();
  readonly #listeners = new Map<string, Listener>();

  constructor() {
    for (const name of readdirSync(folder))
      this.files.set(SCOPE + name, readFileSync(join(folder, name), 'latin1'));
    const page = this.files.get(`${SCOPE}index.html`) as string;
    this.files.set(SCOPE, page.replace('%CONFIG%', '{"logo":"logo.svg"}'));
    this.files.set(`${SCOPE}logo.svg`, '<svg/>');
    const globals = {
      self: {
        registration: { scope: SCOPE },
        clients: { claim: async () => undefined },
        addEventListener: (kind: string, listener: Listener) => this.#listeners.set(kind, listener),
      },
      caches: {
        open: async (name: string) => this.#store(name),
        keys: async () => [...this.stores.keys()],
        delete: async (name: string) => this.stores.delete(name),
      },
      fetch: async (request: Request | string) => this.#fetch(request),
      URL,
      Request,
      Response,
      AbortSignal,
      JSON,
    };
    runInContext(this.files.get(`${SCOPE}sw.js`) as string, createContext(globals));
  }

  #store(name: string): Record<string, unknown> {
    const store = this.stores.get(name) ?? new Map<string, Response>();
    this.stores.set(name, store);
    const add = async (request: Request | string | URL) => {
      const url = request instanceof Request ? request.url : String(request);
      const response = await this.#fetch(url);
      if (!response.ok) throw new TypeError(url);
      store.set(url, response);
    };
    return {
      add,
      addAll: async (requests: readonly Request[]) => void (await Promise.all(requests.map(add))),
      match: async (url: string) => store.get(url)?.clone(),
      put: async (url: string, response: Response) => void store.set(url, response),
    };
  }

  async #fetch(request: Request | string): Promise<Response> {
    const url =
      request instanceof Request || typeof request === 'object'
        ? (request as Request).url
        : request;
    const content = this.files.get(url);
    if (!this.online) throw new TypeError('no network');
    return content === undefined ? new Response('', { status: 404 }) : new Response(content);
  }

  async send(kind: string, event: Record<string, unknown> = {}): Promise<void> {
    const tasks: Promise<unknown>[] = [];
    this.#listeners.get(kind)?.({
      ...event,
      waitUntil: (task: Promise<unknown>) => tasks.push(task),
    });
    await Promise.all(tasks);
  }

  /** What the worker answers; null when it leaves the request to the browser. */
  async ask(url: string, destination = ''): Promise<string | null> {
    let answer: Promise<Response> | null = null;
    const tasks: Promise<unknown>[] = [];
    this.#listeners.get('fetch')?.({
      request: { url, method: 'GET', destination },
      respondWith: (response: Promise<Response>) => (answer = response),
      waitUntil: (task: Promise<unknown>) => tasks.push(task),
    });
    const text = answer && (await (await (answer as Promise<Response>)).text());
    await Promise.all(tasks);
    return text;
  }

  async installed(): Promise<this> {
    await this.send('install');
    await this.send('activate');
    return this;
  }

  name(start: string): string {
    return [...this.files.keys()].find((url) => url.startsWith(SCOPE + start)) as string;
  }
}

test('once installed, the page, its script, its style and its logo are there without a network', async () => {
  const browser = await new Browser().installed();
  browser.online = false;
  assert.match((await browser.ask(`${SCOPE}#123`)) ?? '', /certpress-config/);
  assert.ok(await browser.ask(browser.name('core.')));
  assert.ok(await browser.ask(browser.name('style.')));
  assert.ok(await browser.ask(`${SCOPE}logo.svg`, 'image'));
});

test('the page is asked of the network first, and kept while it belongs to this build', async () => {
  const browser = await new Browser().installed();
  const page = browser.files.get(SCOPE) as string;
  browser.files.set(SCOPE, `${page}<!-- another dictionary -->`);
  assert.match((await browser.ask(SCOPE)) ?? '', /another dictionary/);
  browser.files.set(SCOPE, 'a page of another build');
  assert.equal(await browser.ask(SCOPE), 'a page of another build');
  browser.online = false;
  assert.match((await browser.ask(SCOPE)) ?? '', /another dictionary/);
});

test('decoder, RDFC part and languages come when the page asks for the parts', async () => {
  const browser = await new Browser().installed();
  const told: boolean[] = [];
  await browser.send('message', {
    data: 'parts',
    ports: [{ postMessage: (word: boolean) => told.push(word) }],
  });
  assert.deepEqual(told, [true]);
  browser.online = false;
  for (const start of ['rdfc.', 'scan.', 'zxing_reader.', 'de.'])
    assert.ok(await browser.ask(browser.name(start)), start);
});

test('parts that could not be fetched are told', async () => {
  const browser = await new Browser().installed();
  browser.files.delete(browser.name('rdfc.'));
  const told: boolean[] = [];
  await browser.send('message', {
    data: 'parts',
    ports: [{ postMessage: (word: boolean) => told.push(word) }],
  });
  assert.deepEqual(told, [false]);
});

test("lists, keys and other sites' addresses are left to the page", async () => {
  const browser = await new Browser().installed();
  for (const url of [
    'https://certs.example.org/status/revocation/1.json',
    'https://certs.example.org/',
    `${SCOPE}x.js`,
  ]) {
    assert.equal(await browser.ask(url), null);
  }
});

test('the copies of older builds go when a new one takes over, and nothing else does', async () => {
  const browser = new Browser();
  const others = ['certpress-page 0123 /other/v/', 'certpress-data /'];
  for (const name of ['certpress-page 0123 /v/', ...others]) browser.stores.set(name, new Map());
  await browser.installed();
  assert.deepEqual(
    [...browser.stores.keys()].filter((name) => !/^certpress-page [0-9a-f]{16} \/v\/$/.test(name)),
    others,
  );
});
