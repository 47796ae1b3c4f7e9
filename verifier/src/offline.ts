/**
 * Preparing for places without a network: everything that a check needs, fetched and kept, and the
 * time until which it will do.
 */
import * as controller from './controller.ts';
import type { Source } from './loader.ts';
import { instant } from './shape.ts';
import * as status from './status.ts';
import type { Config, Purpose, Site } from './types.ts';

const PURPOSES: readonly Purpose[] = ['revocation', 'suspension', 'refresh'];
const CONTROLLER_LIFE = 7 * 24 * 60 * 60 * 1_000;
const PATIENCE = 60_000;

/** What was prepared. Without `until` nothing can be checked without a network. */
export interface Prepared {
  /** Until when the lists and keys that were fetched will be believed; null when one is missing. */
  readonly until: Date | null;
  /** Whether pictures can be decoded and files with two proofs checked without a network. */
  readonly parts: boolean;
  /** The addresses that could not be had, or were not sound. */
  readonly missing: readonly string[];
}

/** Fetches lists, dictionaries, editions, keys and, through the worker, decoder and RDFC part. */
export async function prepareOffline(
  config: Pick<Config, 'lists'>,
  site: Site,
  source: Source,
  now: Date,
  worker: ServiceWorker | null,
): Promise<Prepared> {
  const missing: string[] = [];
  const parts = fetchParts(worker);
  const plain = [...site.dictionaries.map((name) => `qr/${name}`), 'schemes/editions.json'];
  const addresses = plain.map((path) => site.base + path);
  await Promise.all(
    addresses.map((address) => source.load(address).catch(() => missing.push(address))),
  );
  const lists = await readLists(config.lists, site, source, now, missing);
  await source.keep(
    [controller.address(site), ...addresses, ...lists.keys()],
    Object.fromEntries([...lists].map(([address, reading]) => [address, reading.validFrom])),
  );
  const ends = [...lists.values()].map((reading) => instant(reading.validUntil));
  const isWhole = lists.size === config.lists * PURPOSES.length;
  const since = Date.parse(source.memory.fetched[controller.address(site)] ?? now.toISOString());
  const until = new Date(Math.min(since + CONTROLLER_LIFE, ...ends));
  return { until: isWhole ? until : null, parts: await parts, missing };
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

/** The lists that may be believed, by address. */
async function readLists(
  count: number,
  site: Site,
  source: Source,
  now: Date,
  missing: string[],
): Promise<Map<string, status.Reading>> {
  const found = new Map<string, status.Reading>();
  const keys = await readController(site, source);
  if (!keys) missing.push(controller.address(site));
  const numbers = Array.from({ length: count }, (_, at) => at + 1);
  for (const [purpose, number] of PURPOSES.flatMap((one) =>
    numbers.map((at) => [one, at] as const),
  )) {
    const address = `${site.base}status/${purpose}/${number}.json`;
    const around = keys && {
      base: site.base,
      issuer: site.did,
      controller: keys,
      now: now.getTime(),
      memory: source.memory,
    };
    const bytes = around && (await source.load(address).catch(() => null));
    const reading = around && bytes && (await status.read(bytes, address, purpose, around));
    if (reading && !reading.problem) found.set(address, reading);
    else missing.push(address);
  }
  return found;
}

async function readController(site: Site, source: Source): Promise<controller.Controller | null> {
  try {
    return controller.read(await source.load(controller.address(site)), site.did);
  } catch {
    return null;
  }
}
