/**
 * Pictures to pixels: photographs and drawings of codes, bounded in size.
 */

/** The longest side at which a picture is read; a module of a code stays several pixels wide. */
const LONGEST = 4096;
/** A drawing has no size of its own: it is drawn this large. */
const DRAWN = 1600;

/** The pixels of a picture file; rejects for what the browser cannot read as a picture. */
export async function pixels(bytes: Uint8Array): Promise<ImageData> {
  const isDrawing = /^(?:\u00ef\u00bb\u00bf)?\s*</.test(
    String.fromCharCode(...bytes.subarray(0, 64)),
  );
  const type = isDrawing ? 'image/svg+xml' : ''; // of other pictures the browser finds out the kind
  const address = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    return draw(image, image.naturalWidth, image.naturalHeight, isDrawing);
  } finally {
    URL.revokeObjectURL(address);
  }
}

function draw(
  image: CanvasImageSource,
  width: number,
  height: number,
  isDrawing: boolean,
): ImageData {
  const [w, h] = [width || DRAWN, height || DRAWN];
  const longest = Math.max(w, h);
  const scale = isDrawing ? DRAWN / longest : Math.min(1, LONGEST / longest);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(w * scale));
  canvas.height = Math.max(1, Math.round(h * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
