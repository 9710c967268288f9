// Light or dark: as the system says, or as chosen.
import { $ } from "./dom.js";
import { change, state, watch } from "./state.js";

const system = matchMedia("(prefers-color-scheme: dark)");
const names = { auto: "as the system", light: "light", dark: "dark" };

/** Brings the switch to life. */
export function startTheme() {
  $("theme").addEventListener("click", () => {
    const order = system.matches ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
    change({ theme: order[(order.indexOf(state.theme) + 1) % 3] });
  });
  system.addEventListener("change", apply);
  watch(["theme"], apply);
  apply();
}

function apply() {
  document.documentElement.dataset.theme = state.theme;
  $("theme").setAttribute("aria-label", `Colours of the page: ${names[state.theme]}. Change`);
  $("theme").title = `Colours of the page: ${names[state.theme]}`;
  change({ dark: state.theme === "dark" || (state.theme === "auto" && system.matches) });
}
