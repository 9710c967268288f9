// The tabs below the stage; the arrow keys go from one to the next.
import { change, state, watch } from "./state.js";

// On a narrow screen the row of tabs scrolls by itself; the page stays where it is.
function reveal(tab) {
  const row = tab.parentElement;
  if (tab.offsetLeft < row.scrollLeft || tab.offsetLeft + tab.offsetWidth > row.scrollLeft + row.clientWidth)
    row.scrollLeft = tab.offsetLeft - row.clientWidth / 4;
}

/** Brings the tabs to life. */
export function startTabs() {
  const tabs = [...document.querySelectorAll("[role=tab]")];
  const name = tab => tab.getAttribute("aria-controls").replace("panel-", "");
  for (const tab of tabs) {
    tab.addEventListener("click", () => change({ tab: name(tab) }));
    tab.addEventListener("keydown", event => {
      const at = tabs.indexOf(tab);
      const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      const other = tabs[(next + tabs.length) % tabs.length];
      other.focus();
      change({ tab: name(other) });
    });
  }
  const show = () => {
    if (!tabs.some(tab => name(tab) === state.tab)) return change({ tab: "compare" });
    for (const tab of tabs) {
      const chosen = name(tab) === state.tab;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !chosen;
      if (chosen) reveal(tab);
    }
  };
  watch(["tab"], show);
  show();
}
