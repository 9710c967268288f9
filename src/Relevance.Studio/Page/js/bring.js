// Images from elsewhere: chosen, dropped or pasted.
import { $ } from "./dom.js";
import { redraw } from "./history.js";
import { toBase64 } from "./memory.js";
import { Sent } from "./strokes.js";
import { notify } from "./notice.js";

/** Brings the three ways to life. */
export function startBringing() {
  $("upload").addEventListener("click", () => $("file").click());
  $("file").addEventListener("change", event => {
    if (event.target.files[0]) bring(event.target.files[0]);
    event.target.value = "";
  });
  document.addEventListener("paste", event => {
    const file = [...event.clipboardData?.files ?? []].find(f => f.type.startsWith("image/"));
    if (file) bring(file);
  });
  $("paste").addEventListener("click", paste);
  const pad = $("pad-frame");
  addEventListener("dragover", event => { event.preventDefault(); pad.classList.add("dropping"); });
  addEventListener("dragleave", event => { if (!event.relatedTarget) pad.classList.remove("dropping"); });
  addEventListener("drop", event => {
    event.preventDefault();
    pad.classList.remove("dropping");
    if (event.dataTransfer.files[0]) bring(event.dataTransfer.files[0]);
  });
}

async function paste() {
  try {
    for (const item of await navigator.clipboard.read()) {
      const type = item.types.find(t => t.startsWith("image/"));
      if (type) return bring(await item.getType(type));
    }
    notify("There is no image on the clipboard. Copy one, then paste it here.");
  } catch {
    notify("The browser does not let the page look at the clipboard. Press Ctrl+V (on a Mac ⌘V) instead.");
  }
}

/** Puts an image file on the pad, as ink on nothing, whichever way round its brightness is. */
async function bring(file) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return notify(`${file.name || "That"} is not an image that the browser can read. PNG, JPEG, WebP and GIF are.`);
  }
  const canvas = new OffscreenCanvas(Sent, Sent), context = canvas.getContext("2d");
  const scale = Sent / Math.max(bitmap.width, bitmap.height);
  const [width, height] = [bitmap.width * scale, bitmap.height * scale];
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, (Sent - width) / 2, (Sent - height) / 2, width, height);
  const { data } = context.getImageData(0, 0, Sent, Sent);
  const bytes = toInk(data, width, height);
  if (!bytes) return notify("That image is blank: it needs one dark digit on a light ground, or a light one on a dark ground.");
  redraw({
    base: { size: Sent, data: toBase64(bytes), exact: false, name: file.name || "pasted image" },
    strokes: [], target: "predicted", contrast: null,
  });
}

// The ground is light or dark as the median of the border says; what the image does not cover is ground.
function toInk(data, width, height) {
  const left = Math.ceil((Sent - width) / 2), top = Math.ceil((Sent - height) / 2);
  const right = Sent - 1 - left, bottom = Sent - 1 - top;
  const inside = (x, y) => x >= left && x <= right && y >= top && y <= bottom;
  const grey = new Float32Array(Sent * Sent), border = [];
  let low = 255, high = 0;
  for (let i = 0; i < grey.length; i++) {
    const x = i % Sent, y = i / Sent | 0, alpha = data[4 * i + 3] / 255;
    grey[i] = alpha * (0.2126 * data[4 * i] + 0.7152 * data[4 * i + 1] + 0.0722 * data[4 * i + 2]) + 255 * (1 - alpha);
    if (!inside(x, y)) continue;
    low = Math.min(low, grey[i]);
    high = Math.max(high, grey[i]);
    if (x === left || x === right || y === top || y === bottom) border.push(grey[i]);
  }
  if (high - low < 24) return null;
  border.sort((a, b) => a - b);
  const light = border[border.length >> 1] >= 128;
  return Uint8Array.from(grey, (value, i) => {
    if (!inside(i % Sent, i / Sent | 0)) return 0;
    const ink = (light ? high - value : value - low) / (high - low);
    return Math.round(255 * Math.max(0, (ink - 0.1) / 0.9));
  });
}
