/**
 * The camera: opened on request, closed as soon as a certificate is found or the page is left.
 *
 * Rules:
 * 1. The decoder is loaded only here, while the camera starts.
 * 2. No picture leaves the page, and none is kept.
 * 3. A code that is no certificate does not end the search.
 * 4. Another camera takes the place of the last one without moving the focus: it may be on the list.
 */
import type { Key } from './messages/index.ts';
import { byId, el } from './ui-dom.ts';

type Decode = (frame: ImageData) => Promise<readonly string[]>;

export interface Watch {
  /** Loads the decoder. */
  readonly loadDecoder: () => Promise<Decode>;
  /** Takes the texts of a frame; true when one of them was a certificate. */
  readonly found: (texts: readonly string[]) => boolean;
  /** Says what stands in the way, or what happens now; null to say nothing. */
  readonly tell: (key: Key | null) => void;
}

/** The longest side of the square that is looked at, in pixels. */
const SIDE = 1200;
const PAUSE = 40;
const PROBLEMS: Readonly<Record<string, Key>> = {
  NotFoundError: 'scan.none',
  OverconstrainedError: 'scan.none',
  NotAllowedError: 'scan.refused',
  SecurityError: 'scan.refused',
  NotReadableError: 'scan.busy',
  AbortError: 'scan.busy',
};

export class Camera {
  #stream: MediaStream | null = null;
  /** Counts openings, so that a late answer to an earlier one is dropped. */
  #turn = 0;

  constructor(private readonly watch: Watch) {
    byId('cameras').addEventListener('change', () => void this.open());
    byId('camera-close').addEventListener('click', () => {
      this.close();
      this.watch.tell(null);
      byId('camera').focus();
    });
    document.addEventListener('visibilitychange', () => document.hidden && this.close());
  }

  /** Opens the chosen camera, or the one that looks away from the reader, and watches it. */
  async open(): Promise<void> {
    const chosen = byId<HTMLSelectElement>('cameras').value;
    this.#end();
    const turn = this.#turn;
    if (!window.isSecureContext) return this.watch.tell('scan.insecure');
    if (!('mediaDevices' in navigator)) return this.watch.tell('scan.none');
    this.watch.tell('scan.starting');
    try {
      const loading = this.watch.loadDecoder().catch(() => null);
      const stream = await navigator.mediaDevices.getUserMedia({
        video: wanted(chosen),
        audio: false,
      });
      const decode = await loading;
      if (turn !== this.#turn || decode === null) stop(stream);
      if (turn !== this.#turn) return;
      if (decode === null) return this.watch.tell('scan.failed');
      await this.#show(stream);
      void this.#look(stream, decode);
    } catch (cause) {
      if (turn !== this.#turn) return;
      const name = cause instanceof Error || cause instanceof DOMException ? cause.name : '';
      this.watch.tell(PROBLEMS[name] ?? 'scan.none');
    }
  }

  /** Closes the camera; its light goes out. */
  close(): void {
    this.#end();
    byId('viewer').hidden = true;
    byId('camera').hidden = false;
  }

  #end(): void {
    this.#turn += 1;
    if (this.#stream !== null) stop(this.#stream);
    this.#stream = null;
    byId<HTMLVideoElement>('video').srcObject = null;
  }

  async #show(stream: MediaStream): Promise<void> {
    const video = byId<HTMLVideoElement>('video');
    this.#stream = stream;
    video.srcObject = stream;
    const isFirst = byId('viewer').hidden;
    byId('viewer').hidden = false;
    byId('camera').hidden = true;
    this.watch.tell(null);
    if (isFirst) byId('camera-close').focus();
    await video.play();
    const devices = await navigator.mediaDevices.enumerateDevices();
    if (stream === this.#stream) offer(devices, stream);
  }

  async #look(stream: MediaStream, decode: Decode): Promise<void> {
    const video = byId<HTMLVideoElement>('video');
    const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    while (context !== null && stream === this.#stream) {
      const texts: readonly string[] =
        video.videoWidth > 0 ? await decode(square(video, context)) : [];
      if (stream !== this.#stream) return;
      if (texts.length > 0 && this.watch.found(texts)) return this.close();
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}

function wanted(device: string): MediaTrackConstraints {
  const size = { width: { ideal: 1920 }, height: { ideal: 1080 } };
  return device
    ? { ...size, deviceId: { exact: device } }
    : { ...size, facingMode: { ideal: 'environment' } };
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** The middle square of the picture: what the reader sees inside the frame. */
function square(video: HTMLVideoElement, context: CanvasRenderingContext2D): ImageData {
  const from = Math.min(video.videoWidth, video.videoHeight);
  const to = Math.min(from, SIDE);
  if (context.canvas.width !== to) context.canvas.width = context.canvas.height = to;
  const [x, y] = [(video.videoWidth - from) / 2, (video.videoHeight - from) / 2];
  context.drawImage(video, x, y, from, from, 0, 0, to, to);
  return context.getImageData(0, 0, to, to);
}

/** Offers a choice where there are several cameras. */
function offer(devices: readonly MediaDeviceInfo[], stream: MediaStream): void {
  const cameras = devices.filter(
    (device) => device.kind === 'videoinput' && device.deviceId !== '',
  );
  const current = stream.getVideoTracks()[0]?.getSettings().deviceId ?? '';
  const list = byId<HTMLSelectElement>('cameras');
  list.replaceChildren(
    ...cameras.map((camera, at) =>
      el('option', { value: camera.deviceId }, camera.label || String(at + 1)),
    ),
  );
  list.value = current;
  byId('which').hidden = cameras.length < 2;
}
