/**
 * Verification: verify(evidence, site, loader, now, memory, loadRdfc) → Report.
 *
 * It reads like the list of checks in docs/developers/verification.md, as its twin
 * builder/certpress/verify.py does:
 * 1. shape, 2. issuer, 3. keys and proofs, 4. dates, 5. status, 6. scheme edition; then the outcome.
 *
 * Rules:
 * 1. Evidence never makes it throw: whatever it holds ends in findings and one of eight outcomes.
 * 2. Until the signature holds, only the controller document and the dictionaries are loaded, at
 *    addresses that come from `site`, never from the credential.
 * 3. What could not be learned is `unknown`, and unknown is never valid.
 */
import { facts } from './certificate.ts';
import * as controller from './controller.ts';
import { type Load, read as readDocument } from './document.ts';
import * as edition from './edition.ts';
import { Findings, problem } from './findings.ts';
import { listed } from './json.ts';
import { outcome } from './outcome.ts';
import * as proof from './proof.ts';
import * as shape from './shape.ts';
import * as status from './status.ts';
import type {
  Canonize,
  Code,
  Evidence,
  JsonObject,
  ListFacts,
  ListFolder,
  Loader,
  LoadRdfc,
  Memory,
  Purpose,
  Report,
  Site,
} from './types.ts';

const SAYS: Readonly<Record<ListFolder, readonly [Code, Code]>> = {
  revocation: ['status.not_revoked', 'status.revoked'],
  suspension: ['status.not_suspended', 'status.suspended'],
  refresh: ['status.no_newer', 'status.newer_exists'],
  badges: ['status.badge_in_force', 'status.badge_not_in_force'],
};

/** What a certificate is worth at `now`. */
export async function verify(
  evidence: Evidence,
  site: Site,
  loader: Loader,
  now: Date,
  memory: Memory,
  loadRdfc: LoadRdfc,
): Promise<Report> {
  const check = new Check(site, loader, now.getTime(), memory, loadRdfc);
  return check.run(evidence);
}

/** One verification under way: what is asked, and what was found so far. */
class Check {
  readonly #findings = new Findings();
  readonly #lists: ListFacts[] = [];
  readonly #keys: string[] = [];
  readonly #load: Load;

  constructor(
    private readonly site: Site,
    loader: Loader,
    private readonly now: number,
    private readonly memory: Memory,
    private readonly loadRdfc: LoadRdfc,
  ) {
    this.#load = async (address) => {
      try {
        return await loader(address);
      } catch {
        return null;
      }
    };
  }

  async run(evidence: Evidence): Promise<Report> {
    const document = await readDocument(evidence, this.site, this.#load, this.#findings);
    if (!document) return this.#report(null, null);
    const issuer = (document['issuer'] as JsonObject)['id'] as string;
    if (!this.#issuer(issuer)) return this.#report(issuer, null);
    const keys = await this.#controller();
    if (!keys || !(await this.#proofs(document, keys))) return this.#report(issuer, null);
    this.#dates(document);
    const editions = this.#load(`${this.site.base}schemes/editions.json`);
    await this.#status(document, keys);
    this.#edition(document, await editions);
    return this.#report(issuer, document);
  }

  // 2. Issuer

  #issuer(issuer: string): boolean {
    const isOurs = issuer === this.site.did;
    if (isOurs) this.#findings.pass('issuer.recognised', issuer);
    else this.#findings.unknown('issuer.other', issuer);
    return isOurs;
  }

  // 3. Keys and proofs

  async #controller(): Promise<controller.Controller | null> {
    const address = controller.address(this.site);
    const bytes = await this.#load(address);
    if (!bytes) return this.#findings.unknown('key.unavailable', address);
    try {
      const found = controller.read(bytes, this.site.did);
      if (controller.isStale(this.memory.fetched[address], this.now)) {
        this.#findings.unknown('key.controller_stale', address);
      }
      return found;
    } catch (cause) {
      return this.#findings.unknown('key.controller_invalid', problem(cause));
    }
  }

  async #proofs(document: JsonObject, keys: controller.Controller): Promise<boolean> {
    const proofs = listed(document['proof']) as readonly JsonObject[];
    const known = proofs.map((one) => one['cryptosuite']).filter(isKnownSuite);
    const canonize = known.includes(proof.RDFC) ? await this.#rdfc() : null;
    if (known.includes(proof.RDFC) && !canonize) return false;
    const bare = proof.without(document, 'proof');
    for (const one of proofs) {
      if (isKnownSuite(one['cryptosuite'])) await this.#proof(bare, one, keys, canonize);
      else this.#findings.unknown('proof.suite_unknown', one['cryptosuite'] as string);
    }
    if (known.length === 0) this.#findings.fail('proof.none_known');
    if (new Set(known).size !== known.length) this.#findings.fail('proof.repeated');
    return this.#findings.stand();
  }

  async #proof(
    document: JsonObject,
    one: JsonObject,
    keys: controller.Controller,
    canonize: Canonize | null,
  ): Promise<void> {
    const method = one['verificationMethod'] as string;
    const key = controller.find(keys, one, 'certificates');
    if (typeof key === 'string') return void this.#findings.fail(key, method);
    this.#findings.pass('key.valid', method);
    const suite = one['cryptosuite'] as string;
    if (!(await proof.holds(document, one, key, canonize))) {
      return void this.#findings.fail('proof.signature_invalid', suite);
    }
    this.#keys.push(method);
    this.#findings.pass('proof.valid', suite);
  }

  async #rdfc(): Promise<Canonize | null> {
    try {
      return await this.loadRdfc();
    } catch (cause) {
      return this.#findings.unknown('proof.unavailable', String(cause));
    }
  }

  // 4. Dates

  #dates(document: JsonObject): void {
    const [from, until] = [document['validFrom'] as string, document['validUntil'] as string];
    if (this.now < shape.instant(from)) this.#findings.fail('dates.not_yet_valid', from);
    else if (shape.wholeSecond(this.now) > shape.instant(until))
      this.#findings.fail('dates.expired', until);
    else this.#findings.pass('dates.current');
  }

  // 5. Status

  async #status(document: JsonObject, keys: controller.Controller): Promise<void> {
    const entries = status.entries(document);
    const { base, did } = this.site;
    const own = entries.map((entry) => status.isOwnList(entry, base));
    const loaded = await Promise.all(
      entries.map((entry, at) => (own[at] ? this.#load(entry.address) : null)),
    );
    const around = { base, issuer: did, controller: keys, now: this.now, memory: this.memory };
    for (const [at, entry] of entries.entries()) {
      const bytes = loaded[at];
      if (!own[at]) this.#entry(entry, 'status.mismatch');
      else if (!bytes) this.#entry(entry, 'status.unavailable');
      else this.#bit(entry, await status.read(bytes, entry.address, entry.purpose, around));
    }
  }

  #bit(entry: status.Entry, reading: status.Reading): void {
    const set = reading.bits && status.bit(reading.bits, entry.index);
    if (reading.problem) return this.#entry(entry, reading.problem, reading, set);
    if (set === null) return this.#entry(entry, 'status.index_out_of_range', reading);
    const { validFrom, validUntil } = reading;
    this.#lists.push({ ...described(entry), validFrom, validUntil, set, lastKnown: null });
    const code = SAYS[entry.folder][set ? 1 : 0];
    if (set && entry.purpose !== 'refresh') this.#findings.fail(code, entry.address);
    else this.#findings.pass(code, entry.address);
  }

  #entry(
    entry: status.Entry,
    code: Code,
    reading?: status.Reading,
    last: boolean | null = null,
  ): void {
    const { validFrom, validUntil } = reading ?? { validFrom: '', validUntil: '' };
    this.#lists.push({ ...described(entry), validFrom, validUntil, set: null, lastKnown: last });
    this.#findings.unknown(code, entry.address);
  }

  // 6. Scheme edition

  #edition(document: JsonObject, bytes: Uint8Array | null): void {
    const [related] = document['relatedResource'] as unknown as readonly [JsonObject];
    const id = related['id'] as string;
    const published = bytes && edition.read(bytes);
    if (!published) this.#findings.unknown('edition.unavailable');
    else if (published[id] === related['digestSRI']) this.#findings.pass('edition.published', id);
    else this.#findings.unknown('edition.not_published', id);
  }

  // Findings

  #report(issuer: string | null, document: JsonObject | null): Report {
    const bits = Object.fromEntries(
      this.#lists.filter((list) => list.set !== null).map((list) => [list.purpose, list.set]),
    ) as Partial<Record<Purpose, boolean>>;
    const believed = this.#lists.filter((list) => list.set !== null).map((list) => list.validFrom);
    believed.sort((one, other) => shape.instant(one) - shape.instant(other));
    return {
      outcome: outcome(this.#findings.all, bits),
      checks: this.#findings.all,
      certificate: document && facts(document),
      statusAsOf: believed[0] ?? null,
      newerExists: bits.refresh === true,
      issuer,
      keys: this.#keys,
      lists: this.#lists,
    };
  }
}

function isKnownSuite(suite: unknown): boolean {
  return suite === proof.JCS || suite === proof.RDFC;
}

function described({ purpose, address }: status.Entry): Pick<ListFacts, 'purpose' | 'address'> {
  return { purpose, address };
}
