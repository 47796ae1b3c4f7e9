// Signs and verifies one credential with the reference libraries, as often as each line of standard
// input says, and answers each line with the time it took in seconds.
// Usage: node sign.mjs < lines; the first line is {"credential", "key"}, the others {"what", "rounds"}.
import {createInterface} from 'node:readline';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import {loader} from './documents.mjs';

const lines = createInterface({input: process.stdin})[Symbol.asyncIterator]();
const next = async () => JSON.parse((await lines.next()).value ?? 'null');

const {credential, key} = await next();
const pair = await Ed25519Multikey.from(key);
const {secretKeyMultibase: _, ...method} = key;
const controller = {
  '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
  id: key.controller,
  assertionMethod: [method],
};
const documentLoader = loader({[key.id]: {...method, '@context': controller['@context'][1]}, [key.controller]: controller});
const signing = new DataIntegrityProof({signer: pair.signer(), cryptosuite});
const checking = new DataIntegrityProof({cryptosuite});
const checkStatus = async () => ({verified: true});

const sign = () => vc.issue({credential: structuredClone(credential), suite: signing, documentLoader});
const signed = await sign();
const work = {
  sign,
  async verify() {
    const result = await vc.verifyCredential({credential: signed, suite: checking, documentLoader, checkStatus});
    if (!result.verified) throw result.error;
  },
};

for (let asked = await next(); asked !== null; asked = await next()) {
  const started = performance.now();
  const spent = process.cpuUsage();
  for (let round = 0; round < asked.rounds; round++) await work[asked.what]();
  const {user, system} = process.cpuUsage(spent);
  // The smaller of the two: other processes do not count, nor do Node's threads beside the first.
  console.log(JSON.stringify(Math.min((performance.now() - started) / 1000, (user + system) / 1e6)));
}
