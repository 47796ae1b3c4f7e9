import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import {loader} from './documents.mjs';
import {run} from './page.mjs';

const suite = new DataIntegrityProof({cryptosuite});

await run(async (credential) => {
  const id = credential.proof.verificationMethod;
  const [controller, publicKeyMultibase] = id.split('#');
  const pair = await Ed25519Multikey.from({id, controller, type: 'Multikey', publicKeyMultibase});
  const method = await pair.export({publicKey: true, includeContext: true});
  const documentLoader = loader({[id]: method, [controller]: {
    '@context': ['https://www.w3.org/ns/did/v1'], id: controller, assertionMethod: [id],
  }});
  const result = await vc.verifyCredential({credential, suite, documentLoader});
  if (!result.verified) throw result.error;
});
