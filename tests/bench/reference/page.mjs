// What the pages of the reference libraries share: check a credential, mark the verdict, and offer
// to check it again.

/** Checks the page's credential with `verify`, which rejects when it does not hold. */
export async function run(verify) {
  performance.mark('loaded');
  const credential = await (await fetch('credential.json')).json();
  await verify(structuredClone(credential));
  performance.mark('verdict');
  globalThis.again = async () => {
    const started = performance.now();
    await verify(structuredClone(credential));
    return performance.now() - started;
  };
}
