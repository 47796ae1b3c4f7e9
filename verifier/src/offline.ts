/**
 * Preparing for places without a network: everything that a check needs, fetched and kept, and the
 * time until which it will do.
 *
 * Rules:
 * 1. Kept is only what could be read: whatever else a server answers, a page that excuses itself for
 *    instance, does not take the place of a good copy.
 * 2. A promise is made only when nothing is missing.
 */
import { hex } from './bytes.ts';
import * as controller from './controller.ts';
import * as edition from './edition.ts';
import type { Source } from './loader.ts';
import { sha256 } from './sha2.ts';
import { instant } from './shape.ts';
import * as status from './status.ts';
import type { Config, ListFolder, Site } from './types.ts';

const FOLDERS: readonly ListFolder[] = ['revocation', 'suspension', 'refresh', 'badges'];
const PATIENCE = 60_000;

/** What was prepared. Without `until` not everything can be checked without a network. */
export interface Prepared {
  /** Until when the lists and keys that were fetched will be believed; null when one file is missing. */
  readonly until: Date | null;
  /** Whether pictures can be decoded and files with two proofs checked without a network. */
  readonly parts: boolean;
  /** The addresses that could not be had, or were not sound. */
  readonly missing: readonly string[];
}

/** How many status lists there are to fetch. */
type Lists = Pick<Config, 'lists' | 'badge_lists'>;

/** Fetches lists, dictionaries, editions, keys and, through the worker, decoder and RDFC part. */
export async function prepareOffline(
  config: Lists,
  site: Site,
  source: Source,
  now: Date,
  worker: ServiceWorker | null,
): Promise<Prepared> {
  const parts = fetchParts(worker);
  const prepared = await new Preparation(site, source, now.getTime()).run(config);
  return { ...prepared, parts: await parts };
}

/** Asks the service worker for the parts that are loaded later; false when it could not. */
export function fetchParts(worker: ServiceWorker | null): Promise<boolean> {
  if (!worker) return Promise.resolve(false);
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    const timer = setTimeout(() => resolve(false), PATIENCE);
    channel.port1.onmessage = (event) => {
      clearTimeout(timer);
      channel.port1.close();
      resolve(event.data === true);
    };
    worker.postMessage('parts', [channel.port2]);
  });
}

class Preparation {
  readonly #sound: string[] = [];
  readonly #missing: string[] = [];

  constructor(
    private readonly site: Site,
    private readonly source: Source,
    private readonly now: number,
  ) {}

  async run(lists: Lists): Promise<Omit<Prepared, 'parts'>> {
    const { site, source } = this;
    const keys = await this.#take(controller.address(site), (bytes) => this.#readKeys(bytes));
    const dictionaries = site.dictionaries.map((name) =>
      this.#take(`${site.base}qr/${name}`, (bytes) => hex(sha256(bytes)) === name || null),
    );
    const editions = this.#take(`${site.base}schemes/editions.json`, edition.read);
    await Promise.all([editions, ...dictionaries]);
    const readings = await this.#readLists(lists, keys);
    const newest = [...readings].map(([address, { validFrom }]) => [address, validFrom] as const);
    await source.keep(this.#sound, Object.fromEntries(newest));
    const until = this.#missing.length > 0 ? null : this.#until([...readings.values()]);
    return { until, missing: this.#missing };
  }

  /** What a file holds, as `read` says; null, and missing, when it cannot be had or is not sound. */
  async #take<T>(
    address: string,
    read: (bytes: Uint8Array) => T | null | Promise<T | null>,
  ): Promise<T | null> {
    const bytes = await this.source.load(address).catch(() => null);
    const found = bytes && (await read(bytes));
    (found === null ? this.#missing : this.#sound).push(address);
    return found;
  }

  #readKeys(bytes: Uint8Array): controller.Controller | null {
    if (controller.isStale(this.#keysFetched(), this.now)) return null;
    try {
      return controller.read(bytes, this.site.did);
    } catch {
      return null;
    }
  }

  /** When the copy of the keys was fetched that the loader handed out in place of the network's. */
  #keysFetched(): string | undefined {
    return this.source.memory.fetched[controller.address(this.site)];
  }

  /** The lists that may be believed, by address. */
  async #readLists(
    count: Lists,
    keys: controller.Controller | null,
  ): Promise<Map<string, status.Reading>> {
    const { base, did } = this.site;
    const readings = new Map<string, status.Reading>();
    const wanted = FOLDERS.flatMap((folder) => {
      const length = folder === 'badges' ? count.badge_lists : count.lists;
      return Array.from({ length }, (_, at) => [folder, at + 1] as const);
    });
    for (const [folder, number] of wanted) {
      const address = `${base}status/${folder}/${number}.json`;
      const purpose = folder === 'badges' ? 'suspension' : folder;
      const around = { base, issuer: did, now: this.now, memory: this.source.memory };
      const reading = await this.#take(address, async (bytes) => {
        const one =
          keys && (await status.read(bytes, address, purpose, { ...around, controller: keys }));
        return one?.problem === null ? one : null;
      });
      if (reading) readings.set(address, reading);
    }
    return readings;
  }

  #until(readings: readonly status.Reading[]): Date {
    const fetched = Date.parse(this.#keysFetched() ?? '') || this.now;
    const ends = readings.map((reading) => instant(reading.validUntil));
    return new Date(Math.min(fetched + controller.KEPT_FOR, ...ends));
  }
}
