/**
 * The ways in for what the address does not hold: the camera, a file (chosen, dropped or pasted), text.
 * A part of its own, loaded when there is no code in the address, or after the first verdict.
 *
 * Rules:
 * 1. The decoder is loaded when the first picture comes, and works beside the page.
 * 2. A new question ends the search for an answer to the last one.
 */
import { type Found, FILE_LIMIT, fromBytes, fromText } from './evidence.ts';
import type { Evidence } from './types.ts';
import { forget } from './ui-address.ts';
import { Camera } from './ui-camera.ts';
import { byId } from './ui-dom.ts';
import type { Frame } from './ui-frame.ts';

type Check = (evidence: Evidence) => Promise<void>;
/** What a page has to have for the ways in. */
type Host = Pick<Frame, 'tell' | 'refuse' | 'offer'> & { clear(): void };

export class Intake {
  readonly #camera: Camera;
  #turn = 0;

  /** `sites` are the addresses whose codes count; `check` gets what was found. */
  constructor(
    private readonly page: Host,
    private readonly sites: readonly string[],
    private readonly check: Check,
  ) {
    this.#camera = new Camera({
      loadDecoder: async () => {
        const scan = await import('./scan.ts');
        await scan.prepare();
        return scan.decodeFrame;
      },
      found: (texts) => this.#takeFrame(texts),
      tell: (key) => this.page.tell(key, {}, key !== null && key !== 'scan.starting'),
    });
    byId('camera').addEventListener('click', () => void this.#camera.open());
    this.#watchFiles();
    this.#watchText();
  }

  /** Ends what is under way: another question was asked. */
  leave(): void {
    this.#turn += 1;
    this.#camera.close();
    byId<HTMLTextAreaElement>('paste').value = '';
  }

  #watchFiles(): void {
    const input = byId<HTMLInputElement>('file');
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (file !== undefined) void this.#takeFile(file);
      input.value = '';
    });
    const dropping = (event: DragEvent, isOver: boolean) => {
      event.preventDefault();
      document.body.classList.toggle('dropping', isOver);
    };
    window.addEventListener('dragover', (event) => dropping(event, true));
    window.addEventListener('dragleave', (event) => dropping(event, event.relatedTarget !== null));
    window.addEventListener('drop', (event) => {
      dropping(event, false);
      this.#takeTransfer(event.dataTransfer);
    });
  }

  #watchText(): void {
    const area = byId<HTMLTextAreaElement>('paste');
    byId('paste-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#takeText(area.value);
    });
    window.addEventListener('paste', (event) => {
      const hasFile = (event.clipboardData?.files.length ?? 0) > 0;
      if (event.target === area && !hasFile) return;
      event.preventDefault();
      this.#takeTransfer(event.clipboardData);
    });
  }

  #takeTransfer(transfer: DataTransfer | null): void {
    const file = transfer?.files[0];
    if (file !== undefined) return void this.#takeFile(file);
    this.#takeText(transfer?.getData('text/plain') ?? '');
  }

  #takeText(text: string): void {
    this.leave();
    forget();
    void this.#take(fromText(text, this.sites));
  }

  async #takeFile(file: Blob): Promise<void> {
    this.leave();
    forget();
    if (file.size > FILE_LIMIT) return this.page.refuse('p.too_large');
    try {
      await this.#take(fromBytes(new Uint8Array(await file.arrayBuffer()), this.sites));
    } catch {
      this.page.refuse('p.unknown');
    }
  }

  async #take(found: Found): Promise<void> {
    if (found.kind === 'problem') return this.#refuse(found);
    if (found.kind === 'image') return this.#takePicture(found.bytes);
    await this.check(found);
  }

  async #takePicture(bytes: Uint8Array, patient = false): Promise<void> {
    const turn = this.#turn;
    this.page.clear();
    this.page.tell('reading');
    const seen = await import('./scan.ts')
      .then((scan) => scan.read(bytes as Uint8Array<ArrayBuffer>, patient))
      .catch(() => null);
    if (turn !== this.#turn) return;
    if (seen === null) return this.page.refuse('scan.failed');
    if (seen === 'p.picture_time' && !patient)
      return this.page.offer(seen, () => void this.#takePicture(bytes, true));
    if (typeof seen === 'string') return this.page.refuse(seen);
    if (seen.length === 0) return this.page.refuse('p.picture_none');
    const found = best(seen, this.sites);
    if (found === null) return this.page.refuse('p.other_code');
    await this.#take(found);
  }

  /** True ends the search: a certificate's code, or one that leads elsewhere. */
  #takeFrame(texts: readonly string[]): boolean {
    const found = best(texts, this.sites);
    if (found === null) {
      this.page.tell('p.other_code', {}, true);
      return false;
    }
    forget();
    void this.#take(found);
    return true;
  }

  #refuse({ problem, host }: Extract<Found, { kind: 'problem' }>): void {
    this.page.refuse(`p.${problem}`, { host });
  }
}

/** What the codes of one picture hold: a certificate, else a link to another site, else null. */
function best(texts: readonly string[], sites: readonly string[]): Found | null {
  const found = texts.map((text) => fromText(text, sites));
  const certificate = found.find((one) => one.kind === 'code' || one.kind === 'json');
  const other = found.find((one) => one.kind === 'problem' && one.problem === 'other_site');
  return certificate ?? other ?? null;
}
