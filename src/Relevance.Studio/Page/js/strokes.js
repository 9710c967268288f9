// A drawing: strokes over an optional image, painted the same way on the pad and for the network. Points lie in 0 … 1000.
import { fromBase64 } from "./memory.js";

/** The side of the drawing that is sent, in dots. */
export const Sent = 112;

/** Paints base and strokes on a square canvas of that side, in one colour; how opaque a dot is says how much ink it has. */
export function paint(context, side, base, strokes, ink) {
  context.clearRect(0, 0, side, side);
  if (base) paintBase(context, side, base, ink);
  context.lineCap = context.lineJoin = "round";
  context.strokeStyle = context.fillStyle = ink;
  for (const { width, erase, points } of strokes) {
    context.globalCompositeOperation = erase ? "destination-out" : "source-over";
    context.lineWidth = width / 100 * side;
    const at = i => [points[2 * i] / 1000 * side, points[2 * i + 1] / 1000 * side];
    const count = points.length / 2;
    context.beginPath();
    // A line without length paints nothing: a tap is a dot.
    context.arc(...at(0), context.lineWidth / 2, 0, 2 * Math.PI);
    context.fill();
    context.beginPath();
    context.moveTo(...at(0));
    // Curves through the middles of the points: what a hand draws has no corners.
    for (let i = 1; i < count - 1; i++) {
      const [x, y] = at(i), [nextX, nextY] = at(i + 1);
      context.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
    }
    context.lineTo(...at(count - 1));
    context.stroke();
  }
  context.globalCompositeOperation = "source-over";
}

const hidden = document.createElement("canvas");
hidden.width = hidden.height = Sent;

/** The ink of a drawing, Sent × Sent bytes, 255 = stroke. */
export function inkOf(base, strokes) {
  const context = hidden.getContext("2d", { willReadFrequently: true });
  paint(context, Sent, base, strokes, "#000");
  const { data } = context.getImageData(0, 0, Sent, Sent);
  return Uint8Array.from({ length: Sent * Sent }, (_, i) => data[4 * i + 3]);
}

/** Whether a drawing has no ink to speak of: nothing drawn, or all of it erased. */
export const isBlank = ink => ink.every(level => level < 24);

/** The 784 numbers of a base of 28 × 28 pixels. */
export const imageOf = base => Array.from(fromBase64(base.data), byte => byte / 255);

const masks = new WeakMap();

function paintBase(context, side, base, ink) {
  let mask = masks.get(base);
  if (!mask) {
    mask = document.createElement("canvas");
    mask.width = mask.height = base.size;
    const bytes = fromBase64(base.data);
    const pixels = new ImageData(base.size, base.size);
    bytes.forEach((byte, i) => { pixels.data[4 * i + 3] = byte; });
    mask.getContext("2d").putImageData(pixels, 0, 0);
    masks.set(base, mask);
  }
  context.imageSmoothingEnabled = false;
  context.drawImage(mask, 0, 0, side, side);
  context.globalCompositeOperation = "source-in";
  context.fillStyle = ink;
  context.fillRect(0, 0, side, side);
  context.globalCompositeOperation = "source-over";
}
