/**
 * Use without a network: the service worker, the button that prepares for it, and installing.
 */
import type { Source } from './loader.ts';
import type { Key } from './messages/index.ts';
import { fetchParts, prepareOffline } from './offline.ts';
import type { Config, Site } from './types.ts';
import { moment } from './ui-dates.ts';
import { byId } from './ui-dom.ts';
import type { View } from './ui-verdict.ts';

const WORKER = 'sw.js';
const PATIENCE = 20_000;

interface InstallEvent extends Event {
  prompt(): Promise<unknown>;
}
/** The one use of Trusted Types: the address of our own service worker, and no other. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

export class Offline {
  #registration: Promise<ServiceWorkerRegistration | null> | null = null;
  /** Whether the worker has every part. */
  #isSettled = false;

  constructor(
    private readonly config: Config,
    private readonly site: Site,
    private readonly source: Source,
    private readonly view: () => View,
  ) {
    byId('prepare').addEventListener('click', () => void this.prepare());
    this.#watchNetwork();
    this.#offerInstalling();
  }

  /** Registers the worker, and has it fetch in quiet what later checks may need. Call it after a verdict. */
  async settle(): Promise<void> {
    if (this.#isSettled) return;
    const registration = await this.#register();
    this.#isSettled = registration !== null && (await fetchParts(registration.active));
  }

  /** Fetches everything and says how long it will do. */
  async prepare(): Promise<void> {
    if (!window.isSecureContext || !('serviceWorker' in navigator))
      return this.#tell('offline.insecure');
    const button = byId<HTMLButtonElement>('prepare');
    button.disabled = true;
    this.#tell('offline.preparing');
    const registration = await this.#register();
    const worker = registration?.active ?? null;
    const done = await prepareOffline(this.config, this.site, this.source, new Date(), worker);
    button.disabled = false;
    if (done.until === null || !done.parts) return this.#tell('offline.failed');
    this.#tell('offline.until', { when: moment(done.until.toISOString(), this.view().locale) });
  }

  #tell(key: Key, values: Readonly<Record<string, string>> = {}): void {
    byId('prepared').textContent = this.view().say(key, values);
  }

  #register(): Promise<ServiceWorkerRegistration | null> {
    this.#registration ??= register();
    return this.#registration;
  }

  #watchNetwork(): void {
    const tell = () => {
      byId('offline-now').hidden = navigator.onLine;
    };
    window.addEventListener('online', tell);
    window.addEventListener('offline', tell);
    tell();
  }

  #offerInstalling(): void {
    const button = byId('install');
    window.addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault();
      button.hidden = false;
      button.onclick = () => {
        button.hidden = true;
        void (event as InstallEvent).prompt();
      };
    });
  }
}

/** The registration once its worker is active; null where the browser has or allows none. */
async function register(): Promise<ServiceWorkerRegistration | null> {
  if (!window.isSecureContext || !('serviceWorker' in navigator)) return null;
  try {
    const types = (window as { trustedTypes?: TrustedTypes }).trustedTypes;
    const policy = types?.createPolicy('certpress', { createScriptURL: onlyWorker });
    await navigator.serviceWorker.register(policy ? policy.createScriptURL(WORKER) : WORKER);
    const never = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE));
    return await Promise.race([navigator.serviceWorker.ready, never]);
  } catch {
    return null;
  }
}

function onlyWorker(url: string): string {
  if (url !== WORKER) throw new TypeError('not the service worker');
  return url;
}
