// What a tab shows is asked for while the tab is open, and again whenever the result changes.
import { latestOnly, whenBack } from "./api.js";
import { state, watch } from "./state.js";

/** Why a tab has nothing to show yet. */
export const emptyText = verb => !state.online ? "The server does not answer; this comes when it is back."
  : state.base || state.strokes.length > 0 ? "One moment…" : `Draw something first, then ${verb}.`;

/** Runs `act(signal)`, one at a time, while that tab is open: when it opens, and when one of the keys changes. Returns how to run it anew. */
export function whileOpen(tab, keys, act) {
  const run = latestOnly(act);
  const update = () => { if (state.tab === tab && state.catalogue) run(); };
  watch(["tab", "catalogue", ...keys], update);
  whenBack(update);
  return update;
}
