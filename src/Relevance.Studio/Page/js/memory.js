// The state survives a reload, a crash of the server and a copied link: it stands in the address (#…) and in the browser's storage.
import { change, defaults, kept, watch } from "./state.js";

const Key = "mnist-explanation-studio";

/** Brings back what the link says or, without one, what was on the page last; resolves to whether there was anything. Broken links are ignored. */
export async function remember() {
  const found = await read(location.hash.slice(1)) ?? await read(stored());
  if (found) change(Object.fromEntries(Object.keys(defaults).filter(key => fits(found[key], defaults[key])).map(key => [key, found[key]])));
  watch(Object.keys(defaults), keepSoon);
  addEventListener("hashchange", () => { if (location.hash.length > 40) location.reload(); });
  return found !== null;
}

/** The address that restores everything. */
export async function link() {
  const url = new URL(location.href);
  url.hash = await deflate(JSON.stringify(kept()));
  return url.href;
}

let timer = 0, last = 0;
function keepSoon() {
  clearTimeout(timer);
  timer = setTimeout(keep, 300);
}

async function keep() {
  const own = ++last;
  const text = await deflate(JSON.stringify(kept()));
  // What was begun earlier may be done later, and must not stand for what is on the page now.
  if (own !== last) return;
  history.replaceState(null, "", `#${text}`);
  try {
    localStorage.setItem(Key, text);
  } catch {
    // No storage (private window): the address still holds it.
  }
}

// Null for what is neither ours nor whole.
async function read(text) {
  if (!text) return null;
  try {
    const found = JSON.parse(await inflate(text));
    return isDrawing(found) ? found : null;
  } catch {
    return null;
  }
}

function isDrawing({ base, strokes }) {
  return (base === null || fromBase64(base.data).length === base.size ** 2)
    && strokes.every(stroke => stroke.points.length >= 2 && stroke.points.every(Number.isFinite) && Number.isFinite(stroke.width));
}

function stored() {
  try {
    return localStorage.getItem(Key);
  } catch {
    return null;
  }
}

function fits(value, model) {
  if (value === undefined) return false;
  if (model === null || value === null) return true;
  return Array.isArray(value) === Array.isArray(model) && (typeof value === typeof model || model === "predicted");
}

async function deflate(text) {
  const bytes = await through(new Blob([text]), new CompressionStream("deflate-raw"));
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function inflate(text) {
  const bytes = fromBase64(text.replaceAll("-", "+").replaceAll("_", "/"));
  return new TextDecoder().decode(await through(new Blob([bytes]), new DecompressionStream("deflate-raw")));
}

async function through(blob, stream) {
  return new Uint8Array(await new Response(blob.stream().pipeThrough(stream)).arrayBuffer());
}

/** Bytes as base64. */
export function toBase64(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096));
  return btoa(text);
}

/** Base64 as bytes. */
export function fromBase64(text) {
  return Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
}
