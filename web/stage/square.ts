// Reads a square code from a frame of the picture, wherever it stands in it.

/** The longest edge at which a frame is read: a code of 200 px in 1920 stays large enough. */
const MOST_PX = 1920;

/** One frame, and how large it is. */
export interface Frame {
  picture: CanvasImageSource;
  width: number;
  height: number;
}

/** What the square code in a frame says; nothing where none can be read. */
export async function readSquare(frame: Frame): Promise<string | null> {
  const scale = Math.min(1, MOST_PX / Math.max(frame.width, frame.height));
  const [width, height] = [Math.round(frame.width * scale), Math.round(frame.height * scale)];
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) return null;
  pen.drawImage(frame.picture, 0, 0, width, height);
  const { default: decode } = await import("jsqr");
  const whole = decode(pen.getImageData(0, 0, width, height).data, width, height);
  if (whole) return whole.data;
  // A busy picture hides a small code from the decoder: each corner is looked at by itself.
  const [w, h] = [Math.round(width / 3), Math.round(height / 2)];
  for (const [x, y] of [
    [width - w, 0],
    [0, 0],
    [width - w, height - h],
    [0, height - h],
  ] as const) {
    const found = decode(pen.getImageData(x, y, w, h).data, w, h);
    if (found) return found.data;
  }
  return null;
}
