/**
 * The only fetch: the files of this site that verification needs, and what this browser keeps of them.
 *
 * Rules:
 * 1. Addresses below `base` are asked of the site that serves the page; only the files named in
 *    `ALLOWED` exist. Nothing else is ever requested, whatever a credential says.
 * 2. A request carries no credentials and no referrer, follows no redirection, and ends at a limit
 *    of time and of size.
 * 3. Kept is what a verification believed: lists, controller document, dictionaries, editions, and
 *    the newest instant seen of each list. Nothing about a person. Several bodies may share one origin:
 *    each keeps its own, under the path of its site.
 * 4. A newer kept list is preferred to an older one from the network, and a kept copy to none, or to what is
 *    no JSON (the page with which a network asks its guests to log in). Opening what is kept takes a
 *    browser longer than many a network: the first visit does not wait for it.
 */
import { hex } from './bytes.ts';
import * as controller from './controller.ts';
import { sha256 } from './sha2.ts';
import { parse } from './json.ts';
import { CONTROLLER_LIMIT, EDITIONS_LIMIT, instant, LIST_LIMIT } from './shape.ts';
import type { Config, JsonObject, Loader, Memory, Report, Site } from './types.ts';

const DICTIONARY_LIMIT = 65_536;
const REUSED_FOR = 60_000;
const PATIENCE = 10_000;
const PATIENCE_WITH_A_COPY = 3_000;
const NEWEST = 'certpress.newest ';
const KEPT = 'certpress-data ';
const FETCHED = 'x-fetched';
const ALLOWED: readonly (readonly [RegExp, number])[] = [
  [/^(\.well-known\/)?did\.json$/, CONTROLLER_LIMIT],
  [/^status\/(revocation|suspension|refresh|badges)\/[1-9][0-9]{0,5}\.json$/, LIST_LIMIT],
  [/^qr\/[0-9a-f]{64}$/, DICTIONARY_LIMIT],
  [/^schemes\/editions\.json$/, EDITIONS_LIMIT],
];

/** What a source needs of the browser; each may be absent but `fetch`. */
export interface Surroundings {
  /** The folder that serves what documents call `base`. */
  readonly root: URL;
  readonly fetch: typeof fetch;
  readonly clock: () => number;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null;
  readonly caches: CacheStorage | null;
}

/** The site's files, with a memory. */
export interface Source {
  readonly load: Loader;
  /** Up to date after each load: pass it to `verify`. */
  readonly memory: Memory;
  /** Begins to load what every verification needs, at addresses that the page knows. */
  prefetch(site: Site): void;
  /** Keeps what a report believed, for the next check and for times without a network. */
  keepReport(site: Site, report: Report): Promise<void>;
  /** Keeps the copies that were loaded of these addresses, and instants seen of lists. */
  keep(addresses: readonly string[], newest: Readonly<Record<string, string>>): Promise<void>;
}

interface Load {
  readonly since: number;
  readonly copy: Promise<Copy>;
  isKept: boolean;
}

interface Copy {
  readonly bytes: Uint8Array;
  readonly fetched: string;
}

/** Whose certificates a page accepts. */
export function site(config: Config): Site {
  return { base: config.base, did: config.did, dictionaries: config.dictionaries };
}

/** The browser's own surroundings; the page lies in `<root>v/`. */
export function surroundings(location: string): Surroundings {
  return {
    root: new URL('../', location.replace(/[?#].*$/s, '')),
    fetch: (...request) => fetch(...request),
    clock: () => Date.now(),
    storage: attempt(() => localStorage),
    caches: attempt(() => caches ?? null),
  };
}

/** The files under `base`, served from `around.root`. */
export function open(base: string, around: Surroundings): Source {
  const source = new Files(base, around);
  return {
    load: (address) => source.load(address),
    memory: source.memory,
    prefetch: (site) => source.prefetch(site),
    keepReport: (site, report) => source.keepReport(site, report),
    keep: (addresses, newest) => source.keep(addresses, newest),
  };
}

class Files {
  readonly memory: { newest: Record<string, string>; fetched: Record<string, string> };
  /** Whether this browser may have kept something; where there is no storage, nobody knows. */
  #mayHaveKept: boolean;
  readonly #loads = new Map<string, Load>();

  constructor(
    private readonly base: string,
    private readonly around: Surroundings,
  ) {
    const name = NEWEST + around.root.pathname;
    const seen = attempt(() => around.storage?.getItem(name));
    this.#mayHaveKept = seen !== null;
    this.memory = { newest: readNewest(seen ?? '{}'), fetched: {} };
  }

  async load(address: string): Promise<Uint8Array> {
    const now = this.around.clock();
    const earlier = this.#loads.get(address);
    const age = now - (earlier?.since ?? -Infinity); // negative once a clock was wound back
    if (earlier && age >= 0 && age < REUSED_FOR) return (await earlier.copy).bytes;
    const copy = this.#find(address);
    this.#loads.set(address, { since: now, copy, isKept: false });
    copy.catch(() => this.#loads.delete(address));
    return (await copy).bytes;
  }

  prefetch(site: Site): void {
    const names = site.dictionaries.map((name) => `${site.base}qr/${name}`);
    const editions = `${site.base}schemes/editions.json`;
    for (const address of [controller.address(site), ...names, editions]) {
      this.load(address).catch(() => undefined);
    }
  }

  async keepReport(site: Site, report: Report): Promise<void> {
    const believed = report.lists.filter((list) => list.set !== null);
    const codes = report.checks.map((one) => one.code);
    const keysHeld = report.keys.length > 0;
    await this.keep(
      [
        ...believed.map((list) => list.address),
        ...(keysHeld ? [controller.address(site)] : []),
        ...(keysHeld ? site.dictionaries.map((name) => `${site.base}qr/${name}`) : []),
        ...(codes.includes('edition.published') ? [`${site.base}schemes/editions.json`] : []),
      ],
      Object.fromEntries(believed.map((list) => [list.address, list.validFrom])),
    );
  }

  async keep(
    addresses: readonly string[],
    newest: Readonly<Record<string, string>>,
  ): Promise<void> {
    for (const [address, validFrom] of Object.entries(newest)) {
      const known = this.memory.newest[address];
      if (!known || instant(known) < instant(validFrom)) this.memory.newest[address] = validFrom;
    }
    this.#mayHaveKept = true;
    const { root, storage } = this.around;
    const seen = JSON.stringify(this.memory.newest);
    attempt(() => storage?.setItem(NEWEST + root.pathname, seen));
    const kept = await this.#kept();
    if (kept) await Promise.all(addresses.map((address) => this.#keepOne(kept, address)));
  }

  async #keepOne(kept: Cache, address: string): Promise<void> {
    const load = this.#loads.get(address);
    if (!load || load.isKept || address in this.memory.fetched) return;
    load.isKept = true;
    try {
      const { bytes, fetched } = await load.copy;
      const name = /\/qr\/([0-9a-f]{64})$/.exec(address)?.[1];
      if (name && hex(sha256(bytes)) !== name) return;
      const body = new Blob([bytes as Uint8Array<ArrayBuffer>]);
      await kept.put(
        this.#served(address),
        new Response(body, { headers: { [FETCHED]: fetched } }),
      );
    } catch {
      load.isKept = false; // to be tried again after the next check
    }
  }

  async #find(address: string): Promise<Copy> {
    const limit = this.#limit(address);
    const isNamedByContent = address.includes('/qr/'); // and so never out of date
    const looking = this.#mayHaveKept ? this.#readKept(address) : null;
    const early = isNamedByContent ? await looking : null;
    if (early) return early;
    const fetched = new Date(this.around.clock()).toISOString();
    const asking = this.#fetch(address, limit);
    asking.catch(() => undefined); // told below, or not missed
    const onlyWithout = () =>
      asking.then(
        () => null,
        () => this.#readKept(address),
      );
    const kept = await (looking ?? onlyWithout());
    try {
      const bytes = await (kept ? Promise.race([asking, late(PATIENCE_WITH_A_COPY)]) : asking);
      const copy = { bytes, fetched };
      return kept && isBetter(kept, copy) ? this.#useKept(address, kept) : this.#use(address, copy);
    } catch (cause) {
      if (!kept) throw cause;
      return this.#useKept(address, kept);
    }
  }

  #use(address: string, copy: Copy): Copy {
    delete this.memory.fetched[address];
    return copy;
  }

  #useKept(address: string, copy: Copy): Copy {
    this.memory.fetched[address] = copy.fetched;
    return copy;
  }

  /** The most bytes that the file may have; throws for an address that is not one of the site's. */
  #limit(address: string): number {
    const path = address.startsWith(this.base) ? address.slice(this.base.length) : '';
    const limit = ALLOWED.find(([pattern]) => pattern.test(path))?.[1];
    if (limit === undefined) throw new Error(`not a file that verification needs: ${address}`);
    return limit;
  }

  #served(address: string): string {
    return new URL(address.slice(this.base.length), this.around.root).href;
  }

  async #fetch(address: string, limit: number): Promise<Uint8Array> {
    const response = await this.around.fetch(this.#served(address), {
      cache: 'no-cache',
      credentials: 'omit',
      mode: 'same-origin',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.status !== 200) throw new Error(`status ${response.status}`);
    return read(response, limit);
  }

  async #kept(): Promise<Cache | null> {
    try {
      return (await this.around.caches?.open(KEPT + this.around.root.pathname)) ?? null;
    } catch {
      return null;
    }
  }

  async #readKept(address: string): Promise<Copy | null> {
    try {
      const response = await (await this.#kept())?.match(this.#served(address));
      const fetched = response?.headers.get(FETCHED);
      return response && fetched ? { bytes: await read(response, LIST_LIMIT), fetched } : null;
    } catch {
      return null;
    }
  }
}

/** Rejects after so many milliseconds. */
function late(patience: number): Promise<never> {
  return new Promise((_, reject) => {
    AbortSignal.timeout(patience).addEventListener('abort', () => reject(new Error('too late')));
  });
}

/** The body of a response, read piece by piece up to the limit. */
async function read(response: Response, limit: number): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    size += next.value.length;
    if (size > limit) {
      await reader?.cancel();
      throw new Error(`more than ${limit} bytes`);
    }
    pieces.push(next.value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Whether a kept copy is a list that is newer than the network's, or stands against what is no JSON. */
function isBetter(kept: Copy, copy: Copy): boolean {
  const [mine, theirs] = [kept, copy].map(({ bytes }) => attempt(() => parse(bytes, LIST_LIMIT)));
  if (!theirs) return true;
  const [old, recent] = [mine, theirs].map(begins);
  return old != null && recent != null && old > recent;
}

/** When a list says that it begins; null for what says nothing of the kind. */
function begins(list: JsonObject | null | undefined): number | null {
  return attempt(() => instant(String(list?.['validFrom'])));
}

function readNewest(text: string): Record<string, string> {
  const instants = attempt(() => Object.entries(parse(text, LIST_LIMIT))) ?? [];
  return Object.fromEntries(
    instants.filter(
      (entry): entry is [string, string] => attempt(() => instant(String(entry[1]))) !== null,
    ),
  );
}

/** The value, or null where the browser refuses: storage may be switched off. */
function attempt<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}
