// Verifies credentials with the reference library, as any other software would.
// Usage: node verify.mjs < {"controller", "credentials": [...]}; answers {"verified": [...]}.
import {text} from 'node:stream/consumers';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import {loader} from './documents.mjs';

const {controller, credentials} = JSON.parse(await text(process.stdin));
const [, multikey] = controller['@context'];
// The context of DID documents is in none of the packages; these two terms are what is used of it.
const did = {
  '@protected': true,
  id: '@id',
  type: '@type',
  assertionMethod: {'@id': 'https://w3id.org/security#assertionMethod', '@type': '@id', '@container': '@set'},
  verificationMethod: {'@id': 'https://w3id.org/security#verificationMethod', '@type': '@id'},
};
const methods = controller.verificationMethod.map((one) => [one.id, {...one, '@context': multikey}]);
const documentLoader = loader({
  'https://www.w3.org/ns/did/v1': {'@context': did},
  [controller.id]: controller,
  ...Object.fromEntries(methods),
});
const suite = new DataIntegrityProof({cryptosuite});
const checkStatus = async () => ({verified: true});
const verified = [];
for (const credential of credentials) {
  const result = await vc.verifyCredential({credential, suite, documentLoader, checkStatus});
  verified.push(result.verified);
}
console.log(JSON.stringify({verified}));
