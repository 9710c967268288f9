// The server: requests, its errors in words, and what happens while it is gone.
import { change, state } from "./state.js";

/** An answer that says what was wrong (RFC 9457). */
export class Problem extends Error {
  constructor(status, title, detail) {
    super(detail || title || `The server answered ${status}.`);
    this.status = status;
  }
}

/** The server did not answer at all. */
export class Gone extends Error {}

/** Asks the server: GET without a body, POST with one. */
export async function ask(path, body, signal) {
  // While it is gone only the banner asks; whoever wanted something is called when it is back.
  if (!state.online) throw new Gone("The server does not answer.");
  let response;
  try {
    response = await fetch(path, body === undefined
      ? { signal }
      : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    lost();
    throw new Gone("The server does not answer.");
  }
  if (response.status === 429 || response.status === 503) {
    await pause(Math.min(2000, 1000 * Number(response.headers.get("Retry-After") ?? 0.3) || 300), signal);
    return ask(path, body, signal);
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Problem(response.status, problem.title, problem.detail);
  }
  try {
    return await response.json();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    lost();
    throw new Gone("The server stopped in the middle of its answer.");
  }
}

/** For what a click began: that the server is gone is said by the banner already. */
export const unlessGone = promise => promise.catch(error => { if (!(error instanceof Gone)) throw error; });

/**
 * At most one request at a time, and the latest wins: while one is under way, further calls are remembered as one. A request that is out of
 * date is left to finish if it is about to (so that the picture keeps moving while one draws), else cancelled.
 */
export function latestOnly(run, patience = 250) {
  let current = null, again = false, begun = 0;
  async function start() {
    current = new AbortController();
    begun = performance.now();
    again = false;
    const { signal } = current;
    try {
      await run(signal);
    } catch (error) {
      if (error.name !== "AbortError" && !(error instanceof Gone)) throw error;
    } finally {
      current = null;
      if (again) start();
    }
  }
  return () => {
    if (!current) return start();
    again = true;
    const wait = Math.max(0, patience - (performance.now() - begun));
    const stale = current;
    setTimeout(() => { if (current === stale) stale.abort(); }, wait);
  };
}

/** Called whenever the server is back. */
export function whenBack(act) {
  returned.push(act);
}

/** Looks for the server at once instead of waiting for the next try. */
export function lookNow() {
  clearTimeout(timer);
  return look();
}

const returned = [];
let timer = 0, tries = 0;

function lost() {
  if (!state.online) return;
  change({ online: false });
  tries = 0;
  plan();
}

function plan() {
  timer = setTimeout(look, Math.min(4000, 400 * 1.5 ** tries++));
}

async function look() {
  try {
    const response = await fetch("health", { cache: "no-store" });
    if (!response.ok) throw new Gone();
    change({ online: true });
    for (const act of returned) act();
  } catch {
    plan();
  }
}

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const wait = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => { clearTimeout(wait); reject(new DOMException("", "AbortError")); });
  });
}
