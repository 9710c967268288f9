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

const linkCopied = "The link is on the clipboard. It restores drawing, question, methods and view.";

/** Brings the tab to life. */
export function startShare() {
  $("copy-link").addEventListener("click", async () => copy(await link(), linkCopied));
  $("share-top").addEventListener("click", async () => copy(await link(), linkCopied));
  $("save-png").addEventListener("click", async () => save(await exportPicture(await findings()), "png"));
  $("save-json").addEventListener("click", async () => save(new Blob([JSON.stringify(await document_(), null, 1)], { type: "application/json" }), "json"));
  $("save-html").addEventListener("click", async () => save(new Blob([exportPage(await findings())], { type: "text/html" }), "html"));
  $("save-digit").addEventListener("click", async () => save(await digitPicture(), "png", "digit"));
  $("copy-command").addEventListener("click", () => copy($("command").textContent, "The command line is on the clipboard."));
  $("copy-csharp").addEventListener("click", () => copy($("csharp").textContent, "The C# is on the clipboard."));
  watch(["result"], show);
  show();
}

function show() {
  const { result } = state;
  $("command").textContent = result?.commandLine ?? "Draw something first.";
  $("csharp").textContent = result?.csharp ?? "Draw something first.";
  // A test digit is named by its number; a drawing comes from a file.
  $("save-digit").hidden = !result?.commandLine.includes("digit.png");
  for (const id of ["save-png", "save-json", "save-html", "copy-command", "copy-csharp"]) $(id).disabled = !result;
}

/** What is on the page, for a picture or a page of its own. */
async function findings() {
  const { result } = state;
  const main = result.explanations[0];
  const { says, doubt, because } = verdict(result);
  return {
    says: doubt ? says.replace(/\.$/, ` (${doubt}).`) : says, because, result,
    maps: [{ title: title(state.method), brief: inBrief(state.method), ...main, image: result.image },
      ...(await compared()).filter(map => map.notation !== main.notation)],
  };
}

async function document_() {
  const { result } = state;
  return {
    drawing: kept(), image: result.image, scores: result.scores, probabilities: result.probabilities, predicted: result.predicted,
    target: result.target, contrast: state.contrast, explanations: [...result.explanations, ...await compared()], commandLine: result.commandLine, csharp: result.csharp,
  };
}

/** The 28 × 28 pixels as the command line reads them: white ink on black. */
function digitPicture() {
  const canvas = Object.assign(document.createElement("canvas"), { width: 28, height: 28 });
  const pixels = new ImageData(28, 28);
  state.result.image.forEach((value, i) => pixels.data.set([...new Array(3).fill(Math.round(255 * value)), 255], 4 * i));
  canvas.getContext("2d").putImageData(pixels, 0, 0);
  return new Promise(done => canvas.toBlob(done));
}

function save(blob, kind, name = `why-${state.result.target}`) {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(blob);
  anchor.download = `${name}.${kind}`;
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
