import { main } from './twin.ts';

await main();
