// Starts the page: first the memory, then the parts, then what the server offers.
import { ask, Gone, whenBack } from "./api.js";
import { startAround } from "./around.js";
import { startBringing } from "./bring.js";
import { startCompare } from "./compare.js";
import { startDeletion } from "./deletion.js";
import { firstExample, startDigits, use } from "./digits.js";
import { startDrawing } from "./drawing.js";
import { startExplaining, subject } from "./explain.js";
import { startGlance } from "./glance.js";
import { remember } from "./memory.js";
import { startNotices } from "./notice.js";
import { startPaintOut } from "./paintout.js";
import { startRandomize } from "./randomize.js";
import { startRules } from "./rules.js";
import { startScores } from "./scores.js";
import { startShare } from "./share.js";
import { change, state } from "./state.js";
import { startTabs } from "./tabs.js";
import { startTheme } from "./theme.js";
import { startTour } from "./tour.js";
import { startWalk } from "./walk.js";
import { startWhy } from "./why.js";

const visited = await remember();
startTheme();
startNotices();
for (const start of [startDrawing, startBringing, startScores, startWhy, startGlance, startTabs, startCompare, startRules, startWalk, startDeletion, startPaintOut,
  startRandomize, startAround, startShare, startTour]) start();

await load();

// The server may come after the page: what it offers is asked for again when it is back.
async function load() {
  try {
    change({ catalogue: await ask("api/catalogue") });
    await startDigits();
    if (!visited && !subject()) use(await firstExample(), true);
    startExplaining();
    document.body.dataset.ready = "true";
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
    let waiting = true;
    whenBack(() => { if (waiting) { waiting = false; load(); } });
  }
}
