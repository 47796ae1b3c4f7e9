/** A certification body in memory, which signs certificates and lists for the tests. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { hashes, keygen, sign } from '@noble/ed25519';
import { sha512 } from '../src/sha2.ts';
import { base58, concat } from '../src/bytes.ts';
import { JCS, RDFC, signedBytes } from '../src/proof.ts';
import { canonize } from '../src/rdfc.ts';
import { run, type Content, type Vector } from '../src/twin.ts';
import type { Json, JsonObject, Report } from '../src/types.ts';

hashes.sha512 = sha512;

export const BASE = 'https://certs.example.org/';
export const DID = 'did:web:certs.example.org';
export const NOW = '2026-06-01T12:00:00Z';
export const CONTEXTS = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
];
const PURPOSES = ['revocation', 'suspension', 'refresh'];

export const keys = { certificates: keygen(), status: keygen() };
export type Role = keyof typeof keys;
type Members = Record<string, Json>;

/** The path of a published vector, or null when the folder of vectors is not beside this checkout. */
export function vector(path: string): string | null {
  const file = resolve('../../shared/vectors', path);
  return existsSync(file) ? file : null;
}

export function readJson(path: string): JsonObject {
  return JSON.parse(readFileSync(path, 'utf8')) as JsonObject;
}

export function multikey(publicKey: Uint8Array): string {
  return `z${base58(concat(Uint8Array.of(0xed, 1), publicKey))}`;
}

/** A finished proof over a document without proofs, or with those that it follows. */
export async function prove(
  document: JsonObject,
  role: Role,
  suite: string,
  extra: Members = {},
): Promise<JsonObject> {
  const options: Members = {
    type: 'DataIntegrityProof',
    cryptosuite: suite,
    created: '2026-01-15T09:00:00Z',
    verificationMethod: `${DID}#${role}-1`,
    proofPurpose: 'assertionMethod',
    ...(suite === JCS ? { '@context': document['@context'] as Json } : {}),
    ...extra,
  };
  const signature = sign(await signedBytes(document, options, canonize), keys[role].secretKey);
  return { ...options, proofValue: `z${base58(signature)}` };
}

/** A certificate with both proofs; `change` sees it before it is signed. */
export async function certificate(
  change: (document: Members) => void = () => undefined,
  suites = [RDFC, JCS],
): Promise<JsonObject> {
  const document = unsigned();
  change(document);
  const proof = await Promise.all(suites.map((suite) => prove(document, 'certificates', suite)));
  return { ...document, proof };
}

export function unsigned(): Members {
  const edition = `${BASE}schemes/ndt/2026-1/`;
  const entry = (purpose: string): JsonObject => ({
    id: `${BASE}status/${purpose}/1.json#94567`,
    type: 'BitstringStatusListEntry',
    statusPurpose: purpose,
    statusListIndex: '94567',
    statusListCredential: `${BASE}status/${purpose}/1.json`,
  });
  return {
    '@context': CONTEXTS,
    id: 'urn:uuid:6f1c2d3e-4a5b-4c6d-8e7f-901234567890',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: {
      id: DID,
      type: ['Profile'],
      name: 'Example Certification',
      url: 'https://example.org/',
      phone: '+44 20 7946 0000',
      official: 'A. Person, head of certification',
    },
    name: 'Non-destructive testing personnel',
    validFrom: '2026-01-15T00:00:00+01:00',
    validUntil: '2031-01-14T23:59:59+01:00',
    credentialSubject: {
      type: ['AchievementSubject'],
      name: 'Jane Q. Doe',
      licenseNumber: 'NDT-2026-00417',
      identifier: [
        {
          type: 'IdentityObject',
          hashed: false,
          identityType: 'name',
          identityHash: 'Jane Q. Doe',
        },
      ],
      achievement: {
        id: edition,
        type: ['Achievement'],
        achievementType: 'Certification',
        name: 'Non-destructive testing',
        description: 'Personnel of level 2',
        version: '2026-1',
        humanCode: 'NDT',
        criteria: { id: edition },
        alignment: ['UT-2-W', 'RT-2-W'].map((code) => ({
          type: ['Alignment'],
          targetName: `Method ${code}`,
          targetCode: code,
          targetUrl: `${edition}#${code.toLowerCase()}`,
          targetFramework: 'ISO 9712',
        })),
      },
    },
    evidence: [
      {
        type: ['Evidence'],
        genre: 'accreditation',
        name: 'Example Accreditation',
        description: '0042',
      },
    ],
    relatedResource: [{ id: `${edition}scheme.json`, digestSRI: `sha384-${'A'.repeat(64)}` }],
    credentialStatus: PURPOSES.map(entry),
  };
}

/** A signed status list of a folder (a purpose, or `badges`) with these bits set. */
export async function list(
  folder: string,
  bits: readonly number[],
  extra: Members = {},
): Promise<JsonObject> {
  const data = new Uint8Array(16_384);
  for (const bit of bits) data[bit >> 3] = (data[bit >> 3] as number) | (0x80 >> (bit & 7));
  const address = `${BASE}status/${folder}/1.json`;
  const document: Members = {
    '@context': [CONTEXTS[0] as string],
    id: address,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: DID,
    validFrom: '2026-05-31T00:00:00Z',
    validUntil: '2026-06-07T00:00:00Z',
    credentialSubject: {
      id: `${address}#list`,
      type: 'BitstringStatusList',
      statusPurpose: folder === 'badges' ? 'suspension' : folder,
      encodedList: `u${gzipSync(data).toString('base64url')}`,
      ttl: 300_000,
    },
    ...extra,
  };
  const id = `urn:uuid:${uuid()}`;
  const first = await prove(document, 'status', RDFC, { id });
  const second = await prove({ ...document, proof: [first] }, 'status', JCS, { previousProof: id });
  return { ...document, proof: [first, second] };
}

export function controllerDocument(
  change: (document: Members) => void = () => undefined,
): JsonObject {
  const names = (Object.keys(keys) as Role[]).map((role) => `${DID}#${role}-1`);
  const document: Members = {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: DID,
    verificationMethod: (Object.keys(keys) as Role[]).map((role) => ({
      id: `${DID}#${role}-1`,
      type: 'Multikey',
      controller: DID,
      publicKeyMultibase: multikey(keys[role].publicKey),
    })),
    assertionMethod: names,
  };
  change(document);
  return document;
}

/** The site's files, of which some may be replaced or taken away (undefined). */
export async function documents(
  changes: Record<string, Content | JsonObject | undefined> = {},
): Promise<Record<string, Content>> {
  const editions = { [`${BASE}schemes/ndt/2026-1/scheme.json`]: `sha384-${'A'.repeat(64)}` };
  const all: Record<string, Content | JsonObject | undefined> = {
    [`${BASE}.well-known/did.json`]: controllerDocument(),
    [`${BASE}schemes/editions.json`]: { editions },
    ...Object.fromEntries(
      await Promise.all(
        PURPOSES.map(
          async (purpose) => [`${BASE}status/${purpose}/1.json`, await list(purpose, [])] as const,
        ),
      ),
    ),
    ...Object.fromEntries(Object.entries(changes).map(([path, content]) => [BASE + path, content])),
  };
  return Object.fromEntries(
    Object.entries(all)
      .filter(([, content]) => content !== undefined)
      .map(([address, content]) => [
        address,
        typeof content === 'string' || 'base64' in (content as object)
          ? (content as Content)
          : JSON.stringify(content),
      ]),
  );
}

/** The report on evidence, with everything else as it should be unless said otherwise. */
export async function check(
  evidence: Content | JsonObject,
  changes: Partial<Vector> = {},
): Promise<Report> {
  const isContent = typeof evidence === 'string' || 'base64' in evidence;
  return run({
    evidence: isContent ? (evidence as Content) : JSON.stringify(evidence),
    site: { base: BASE, did: DID },
    documents: changes.documents ?? (await documents()),
    now: NOW,
    ...changes,
  });
}

export function codes(report: Report, kind?: string): string[] {
  return report.checks.filter((one) => !kind || one.outcome === kind).map((one) => one.code);
}

/** The milliseconds that this process has computed: a busy machine does not count. */
export function computed(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function uuid(): string {
  const hex = randomBytes(16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
