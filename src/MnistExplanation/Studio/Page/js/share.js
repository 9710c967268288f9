// The tab "Take away": a link, a picture, the numbers, a page that needs no server, the command line and C# that do the same.
import { $ } from "./dom.js";
import { compared } from "./compare.js";
import { exportPage } from "./exportPage.js";
import { exportPicture } from "./exportPicture.js";
import { link } from "./memory.js";
import { inBrief, title } from "./methods.js";
import { notify } from "./notice.js";
import { kept, state, watch } from "./state.js";
import { verdict } from "./words.js";

/** Brings the tab to life. */
export function startShare() {
  $("copy-link").addEventListener("click", async () => copy(await link(), "The link is on the clipboard. It restores everything that you see."));
  $("share-top").addEventListener("click", async () => copy(await link(), "The link is on the clipboard. It restores everything that you see."));
  $("save-png").addEventListener("click", async () => save(await exportPicture(findings()), "png"));
  $("save-json").addEventListener("click", () => save(new Blob([JSON.stringify(document_(), null, 1)], { type: "application/json" }), "json"));
  $("save-html").addEventListener("click", () => save(new Blob([exportPage(findings())], { type: "text/html" }), "html"));
  $("copy-command").addEventListener("click", () => copy($("command").textContent, "The command line is on the clipboard."));
  $("copy-csharp").addEventListener("click", () => copy($("csharp").textContent, "The C# is on the clipboard."));
  watch(["result"], show);
  show();
}

function show() {
  const { result } = state;
  $("command").textContent = result?.commandLine ?? "Draw something first.";
  $("csharp").textContent = result?.csharp ?? "Draw something first.";
  for (const id of ["save-png", "save-json", "save-html", "copy-command", "copy-csharp"]) $(id).disabled = !result;
}

/** What is on the page, for a picture or a page of its own. */
function findings() {
  const { result } = state;
  const main = result.explanations[0];
  return {
    ...verdict(result), result,
    maps: [{ title: title(state.method), brief: inBrief(state.method), ...main, image: result.image },
      ...compared().filter(map => map.notation !== main.notation)],
  };
}

function document_() {
  const { result } = state;
  return {
    drawing: kept(), image: result.image, scores: result.scores, probabilities: result.probabilities, predicted: result.predicted,
    target: result.target, contrast: state.contrast, explanations: [...result.explanations, ...compared()], commandLine: result.commandLine, csharp: result.csharp,
  };
}

function save(blob, kind) {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(blob);
  anchor.download = `why-${state.result.target}.${kind}`;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10000);
}

async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
    notify(done);
  } catch {
    // Without leave for the clipboard, a selection can still be copied.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    notify(copied ? done : "The browser does not let the page use the clipboard. The address of the page is the link.");
  }
}
