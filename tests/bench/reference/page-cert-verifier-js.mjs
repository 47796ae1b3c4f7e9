// This library checks credentials of its own kind: here it is loaded and begun, and no more.
import * as library from '@blockcerts/cert-verifier-js/dist/verifier-es/index.js';

globalThis.library = library.Certificate;
performance.mark('loaded');
