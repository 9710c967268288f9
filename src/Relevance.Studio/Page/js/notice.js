// Messages: of the moment (a line that goes away) and of the connection (a banner that stays until it is back).
import { $ } from "./dom.js";
import { lookNow } from "./api.js";
import { state, watch } from "./state.js";

let timer = 0;

/** Says something for some seconds. */
export function notify(text) {
  $("notice").textContent = text;
  $("notice").hidden = false;
  clearTimeout(timer);
  timer = setTimeout(() => { $("notice").hidden = true; }, 6000);
}

/** Shows the banner while the server is gone. */
export function startNotices() {
  $("retry").addEventListener("click", lookNow);
  watch(["online"], () => {
    $("gone").hidden = state.online;
    document.body.classList.toggle("offline", !state.online);
    if (state.online) notify("The server is back; everything is up to date again.");
  });
}
