import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hex, utf8 } from '../src/bytes.ts';
import { open, surroundings, type Surroundings } from '../src/loader.ts';
import { prepareOffline } from '../src/offline.ts';
import { canonize } from '../src/rdfc.ts';
import { sha256 } from '../src/sha2.ts';
import type { Site } from '../src/types.ts';
import { verify } from '../src/verify.ts';
import { BASE, certificate, DID, documents, list, NOW } from './helpers.ts';
/** A body with one list of each purpose, and no badges. */
const LISTS = { lists: 1, badge_lists: 0 };

const ROOT = new URL('http://127.0.0.1:8000/');
const DICTIONARY = 'a dictionary';
const NAME = hex(sha256(utf8(DICTIONARY)));
const SITE: Site = { base: BASE, did: DID, dictionaries: [NAME] };
const LIST = `${BASE}status/revocation/1.json`;
const DAY = 86_400_000;

/** A browser in memory: its network, clock and storage can be changed while it is used. */
class Browser {
  files: Record<string, unknown>;
  online = true;
  puts = 0;
  now = Date.parse(NOW);
  readonly requests: { readonly url: string; readonly options: RequestInit }[] = [];
  readonly stored = new Map<string, string>();
  readonly stores = new Map<string, Map<string, Response>>();

  constructor(files: Record<string, unknown>) {
    this.files = files;
  }

  around(root = ROOT): Surroundings {
    return {
      root,
      fetch: (async (url: string, options: RequestInit) =>
        this.#answer(url, options)) as typeof fetch,
      clock: () => this.now,
      storage: {
        getItem: (name) => this.stored.get(name) ?? null,
        setItem: (name, value) => void this.stored.set(name, value),
      },
      caches: { open: async (name: string) => this.#store(name) } as unknown as CacheStorage,
    };
  }

  #store(name: string): Cache {
    const kept = this.stores.get(name) ?? new Map<string, Response>();
    this.stores.set(name, kept);
    return {
      match: async (url: string) => kept.get(url)?.clone(),
      put: async (url: string, response: Response) => {
        this.puts += 1;
        kept.set(url, response);
      },
    } as unknown as Cache;
  }

  #answer(url: string, options: RequestInit): Response {
    this.requests.push({ url, options });
    const content = this.files[url.replace(ROOT.href, BASE)];
    if (!this.online) throw new TypeError('no network');
    return content === undefined
      ? new Response('', { status: 404 })
      : new Response(content as string);
  }
}

async function site(changes: Parameters<typeof documents>[0] = {}): Promise<Browser> {
  return new Browser(await documents({ [`qr/${NAME}`]: DICTIONARY, ...changes }));
}

async function check(browser: Browser) {
  const source = open(BASE, browser.around());
  const text = JSON.stringify(await certificate());
  const report = await verify(
    { kind: 'json', text },
    SITE,
    source.load,
    new Date(browser.now),
    source.memory,
    async () => canonize,
  );
  await source.keepReport(SITE, report);
  return report;
}

test("the page's folder says where the site is served from", () => {
  assert.equal(
    surroundings('https://x.example/certs/v/?a#123').root.href,
    'https://x.example/certs/',
  );
  assert.equal(
    surroundings('http://127.0.0.1:8000/v/index.html').root.href,
    'http://127.0.0.1:8000/',
  );
});

test("the body's addresses are asked of the site that serves the page, without anything that tells who asks", async () => {
  const browser = await site();
  await open(BASE, browser.around()).load(LIST);
  const [request] = browser.requests;
  assert.equal(request?.url, 'http://127.0.0.1:8000/status/revocation/1.json');
  const { credentials, redirect, referrerPolicy } = request.options;
  assert.deepEqual([credentials, redirect, referrerPolicy], ['omit', 'error', 'no-referrer']);
});

test('an address that verification does not need is never requested', async () => {
  const browser = await site();
  const source = open(BASE, browser.around());
  const addresses = [
    'https://evil.example/did.json',
    `${BASE}../did.json`,
    `${BASE}status/other/1.json`,
    `${BASE}status/revocation/01.json`,
    `${BASE}qr/${NAME}x`,
    `${BASE}qr/..`,
    `${BASE}schemes/editions.json?x`,
    `${BASE}`,
    `${LIST}#a`,
    'did.json',
    `${BASE}/did.json`,
  ];
  for (const address of addresses)
    await assert.rejects(source.load(address), undefined as never, address);
  assert.equal(browser.requests.length, 0);
});

test('a file that is too large, missing or empty is not had', async () => {
  const browser = await site();
  browser.files = { [LIST]: 'x'.repeat(1_048_577), [`${BASE}did.json`]: '' };
  const source = open(BASE, browser.around());
  await assert.rejects(source.load(LIST));
  await assert.rejects(source.load(`${BASE}status/refresh/1.json`));
  assert.equal((await source.load(`${BASE}did.json`)).length, 0);
});

test('a file is fetched once for a check, and again for one a minute later', async () => {
  const browser = await site();
  const source = open(BASE, browser.around());
  await Promise.all([source.load(LIST), source.load(LIST)]);
  assert.equal(browser.requests.length, 1);
  browser.now += 60_001;
  await source.load(LIST);
  assert.equal(browser.requests.length, 2);
});

test('what a check believed is there when the network is gone, and nothing about a person is', async () => {
  const browser = await site();
  assert.equal((await check(browser)).outcome, 'valid');
  browser.online = false;
  browser.now += DAY;
  assert.equal((await check(browser)).outcome, 'valid');
  const stored = JSON.stringify([...browser.stored]);
  assert.ok(stored.includes('2026-05-31') && !/Jane|NDT|94567|urn:uuid/.test(stored));
});

test('kept lists past their end, and keys kept for more than a week, are not believed', async () => {
  const browser = await site();
  await check(browser);
  browser.online = false;
  browser.now += 6 * DAY;
  const expired = await check(browser);
  assert.ok(
    expired.checks.some((one) => one.code === 'status.expired') &&
      expired.outcome === 'not_checked',
  );
  browser.now += 2 * DAY;
  const stale = await check(browser);
  assert.equal(stale.outcome, 'not_checked');
  assert.ok(stale.checks.some((one) => one.code === 'key.controller_stale'));
  assert.ok(stale.certificate, 'the facts are shown under the keys as last seen');
});

test('a clock that was wound back is noticed: kept keys from a later day are not believed', async () => {
  const browser = await site();
  browser.now += 400 * DAY;
  await check(browser);
  browser.online = false;
  browser.now = Date.parse(NOW);
  const report = await check(browser);
  assert.equal(report.outcome, 'not_checked');
  assert.ok(report.checks.some((one) => one.code === 'key.controller_stale'));
  const source = open(BASE, browser.around());
  const prepared = await prepareOffline(LISTS, SITE, source, new Date(browser.now), null);
  assert.ok(prepared.missing.includes(`${BASE}.well-known/did.json`));
});

test('a file that was loaded later than now is not reused', async () => {
  const browser = await site();
  const source = open(BASE, browser.around());
  await source.load(LIST);
  browser.now -= DAY;
  await source.load(LIST);
  assert.equal(browser.requests.length, 2);
});

test('bodies that share an origin keep their files and instants apart', async () => {
  const browser = await site();
  for (const root of ['/one/', '/two/']) {
    const source = open(BASE, { ...browser.around(new URL(root, ROOT)) });
    await source.keep([LIST], { [LIST]: NOW });
  }
  const names = ['/one/', '/two/'];
  assert.deepEqual(
    [...browser.stored.keys()],
    names.map((path) => `certpress.newest ${path}`),
  );
  assert.deepEqual(
    [...browser.stores.keys()],
    names.map((path) => `certpress-data ${path}`),
  );
});

test('a newer kept list is preferred to an older copy from the network', async () => {
  const newer = await list('revocation', [94_567], { validFrom: '2026-06-01T00:00:00Z' });
  const browser = await site({ 'status/revocation/1.json': newer });
  assert.equal((await check(browser)).outcome, 'withdrawn');
  browser.files = await documents({ [`qr/${NAME}`]: DICTIONARY });
  assert.equal((await check(browser)).outcome, 'withdrawn');
});

test('a page in place of a file, as of a network that asks to log in, leaves the kept copy', async () => {
  const browser = await site();
  await check(browser);
  for (const path of [
    '.well-known/did.json',
    'status/suspension/1.json',
    'schemes/editions.json',
  ]) {
    const files = browser.files;
    browser.files = { ...files, [BASE + path]: '<!doctype html><title>Log in</title>' };
    assert.equal((await check(browser)).outcome, 'valid', path);
    browser.files = files;
  }
});

test('without a cache, an older list than one seen is refused', async () => {
  const newer = await list('revocation', [], { validFrom: '2026-06-01T00:00:00Z' });
  const browser = await site({ 'status/revocation/1.json': newer });
  const around = { ...browser.around(), caches: null };
  const source = open(BASE, around);
  await source.keep([], { [LIST]: '2026-06-01T00:00:00Z' });
  assert.deepEqual(open(BASE, around).memory.newest, { [LIST]: '2026-06-01T00:00:00Z' });
});

test('a first visit does not wait until the browser has opened what it keeps', async () => {
  const browser = await site();
  const around = browser.around();
  const slow = { open: () => new Promise<Cache>(() => undefined) } as unknown as CacheStorage;
  const source = open(BASE, { ...around, caches: slow });
  for (const address of [`${BASE}qr/${NAME}`, LIST])
    assert.ok((await source.load(address)).length > 0);
});

test('a kept dictionary, named by its content, is not asked for again', async () => {
  const browser = await site();
  const source = open(BASE, browser.around());
  await source.load(`${BASE}qr/${NAME}`);
  await source.keep([`${BASE}qr/${NAME}`], {});
  browser.requests.length = 0;
  await open(BASE, browser.around()).load(`${BASE}qr/${NAME}`);
  assert.equal(browser.requests.length, 0);
});

test('a network that does not answer is waited for no longer than a copy is worth', async () => {
  const browser = await site();
  await check(browser);
  const silent = { ...browser.around(), fetch: () => new Promise<Response>(() => undefined) };
  const source = open(BASE, silent);
  const waiting = setTimeout(() => undefined, 10_000); // keeps Node alive
  assert.ok((await source.load(LIST)).length > 0);
  clearTimeout(waiting);
  assert.ok(source.memory.fetched[LIST]);
});

test('what was kept is found even when storage does not say that there is something', async () => {
  const browser = await site();
  await check(browser);
  browser.stored.clear();
  browser.online = false;
  assert.equal((await check(browser)).outcome, 'valid');
});

test('a file is kept once for each time that it was fetched', async () => {
  const browser = await site();
  const source = open(BASE, browser.around());
  for (const puts of [1, 1, 2]) {
    if (puts > 1) browser.now += 60_001;
    await source.load(LIST);
    await source.keep([LIST], {});
    assert.equal(browser.puts, puts);
  }
});

test('a list that was not believed is not kept', async () => {
  const browser = await site({
    'status/revocation/1.json': '{"validFrom":"2030-01-01T00:00:00Z"}',
  });
  assert.equal((await check(browser)).outcome, 'not_checked');
  browser.files = await documents({ [`qr/${NAME}`]: DICTIONARY });
  assert.equal((await check(browser)).outcome, 'valid');
});

test('storage that is switched off or holds nonsense does not matter', async () => {
  const browser = await site();
  browser.stored.set('certpress.newest /', '{"x":"y"');
  assert.equal((await check(browser)).outcome, 'valid');
  browser.stored.set('certpress.newest /', `{"${LIST}":"never"}`);
  assert.equal((await check(browser)).outcome, 'valid');
  const refusing = {
    getItem: () => {
      throw new Error('off');
    },
    setItem: () => {
      throw new Error('off');
    },
  };
  const source = open(BASE, { ...browser.around(), storage: refusing, caches: null });
  await source.keep([LIST], { [LIST]: NOW });
  assert.ok((await source.load(LIST)).length > 0);
});

test('the requests of two certificates are the same', async () => {
  const [one, other] = [await site(), await site()];
  await check(one);
  await check(other);
  assert.deepEqual(
    one.requests.map(({ url }) => url),
    other.requests.map(({ url }) => url),
  );
});

test('preparing fetches every list and says until when they will do', async () => {
  const browser = await site();
  const source = open(BASE, browser.around());
  const prepared = await prepareOffline(LISTS, SITE, source, new Date(browser.now), null);
  assert.deepEqual(
    [prepared.until?.toISOString(), prepared.missing],
    ['2026-06-07T00:00:00.000Z', []],
  );
  browser.online = false;
  browser.now += DAY;
  assert.equal((await check(browser)).outcome, 'valid');
});

test('preparing fetches the lists of badges too, where there are any', async () => {
  for (const files of [{}, { 'status/badges/1.json': await list('badges', []) }]) {
    const browser = await site(files);
    const source = open(BASE, browser.around());
    const all = { ...LISTS, badge_lists: 1 };
    const prepared = await prepareOffline(all, SITE, source, new Date(browser.now), null);
    const missing = Object.keys(files).length ? [] : [`${BASE}status/badges/1.json`];
    assert.deepEqual(prepared.missing, missing);
  }
});

test('preparing tells what is missing, and then promises nothing', async () => {
  const browser = await site({ 'status/refresh/1.json': undefined });
  const prepared = await prepareOffline(
    LISTS,
    SITE,
    open(BASE, browser.around()),
    new Date(browser.now),
    null,
  );
  assert.deepEqual([prepared.until, prepared.missing], [null, [`${BASE}status/refresh/1.json`]]);
});

test('preparing does not put what cannot be read in the place of good copies', async () => {
  const browser = await site();
  const prepare = () =>
    prepareOffline(LISTS, SITE, open(BASE, browser.around()), new Date(browser.now), null);
  const { until } = await prepare();
  const excuse = '<!doctype html><title>We are back soon</title>';
  browser.files = Object.fromEntries(Object.keys(browser.files).map((path) => [path, excuse]));
  assert.deepEqual(await prepare(), { until, parts: false, missing: [] }); // the copies stand
  browser.online = false;
  assert.equal((await check(browser)).outcome, 'valid');
});

test('preparing names what cannot be read and was never there', async () => {
  const browser = await site({
    'status/refresh/1.json': '<!doctype html><title>Back soon</title>',
  });
  const source = open(BASE, browser.around());
  const prepared = await prepareOffline(LISTS, SITE, source, new Date(browser.now), null);
  const missing = [`${BASE}status/refresh/1.json`];
  assert.deepEqual(prepared, { until: null, parts: false, missing });
});

test('preparing promises nothing without a dictionary or the editions', async () => {
  for (const path of [`qr/${NAME}`, 'schemes/editions.json']) {
    const browser = await site({ [path]: 'x' });
    const source = open(BASE, browser.around());
    const prepared = await prepareOffline(LISTS, SITE, source, new Date(browser.now), null);
    assert.deepEqual([prepared.until, prepared.missing], [null, [BASE + path]]);
  }
});
