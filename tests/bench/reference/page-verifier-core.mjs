import {verifyCredential} from '@digitalcredentials/verifier-core';
import {run} from './page.mjs';

await run(async (credential) => {
  const result = await verifyCredential({credential, knownDIDRegistries: []});
  const step = result.log?.find(({id}) => id === 'valid_signature');
  if (step?.valid !== true) throw new Error(JSON.stringify(result));
});
