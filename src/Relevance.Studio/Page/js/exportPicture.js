// The findings as one PNG: the digit, its heatmaps, a colour bar each.
import { cssColor } from "./colors.js";
import { drawHeatmap, drawInk, limitOf } from "./heatmap.js";
import { state } from "./state.js";
import { plain } from "./words.js";

const Side = 336, Gap = 32, Head = 128, Foot = 92;

/** Draws them; resolves to the PNG. */
export function exportPicture({ says, because, result, maps }) {
  const columns = Math.min(4, maps.length + 1), rows = Math.ceil((maps.length + 1) / columns);
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(760, Gap + columns * (Side + Gap));
  canvas.height = Head + rows * (Side + Foot);
  const context = canvas.getContext("2d");
  const [ground, text, quiet] = state.dark ? ["#14171a", "#e7e9ea", "#a9b1b7"] : ["#ffffff", "#1c2023", "#555d63"];
  const write = (words, x, y, font, color) => {
    context.font = `${font} system-ui, sans-serif`;
    context.fillStyle = color;
    context.fillText(words, x, y, canvas.width - x - Gap);
  };
  context.fillStyle = ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  write(says, Gap, 54, "600 32px", text);
  write(because, Gap, 92, "20px", quiet);
  context.imageSmoothingEnabled = false;
  const small = document.createElement("canvas");
  drawInk(small, result.image);
  const spot = i => [Gap + (i % columns) * (Side + Gap), Head + Math.floor(i / columns) * (Side + Foot)];
  const frame = (picture, i, name, note) => {
    const [x, y] = spot(i);
    context.drawImage(picture, x, y, Side, Side);
    context.strokeStyle = quiet;
    context.globalAlpha = 0.4;
    context.strokeRect(x + 0.5, y + 0.5, Side - 1, Side - 1);
    context.globalAlpha = 1;
    context.font = "600 18px system-ui, sans-serif";
    context.fillStyle = text;
    context.fillText(name, x, y + Side + 26, Side);
    context.font = "14px system-ui, sans-serif";
    context.fillStyle = quiet;
    context.fillText(note, x, y + Side + 46, Side);
  };
  frame(small, 0, "The image", "as the network receives it");
  const limits = maps.map(map => limitOf(map.relevance)), shared = Math.max(...limits);
  maps.forEach((map, i) => {
    const picture = document.createElement("canvas"), limit = state.locked ? shared : limits[i];
    drawHeatmap(picture, { relevance: map.relevance, image: map.image, limit, signed: map.signed });
    frame(picture, i + 1, map.title, map.brief);
    bar(context, ...spot(i + 1), map.signed === false || state.sign !== "signed", limit, quiet);
  });
  return new Promise(resolve => canvas.toBlob(resolve, "image/png"));
}

function bar(context, x, y, oneSided, limit, color) {
  const top = y + Side + 56;
  for (let i = 0; i < Side; i++) {
    context.fillStyle = cssColor(state.colors, state.dark, oneSided ? i / Side : 2 * i / Side - 1);
    context.fillRect(x + i, top, 1, 8);
  }
  context.fillStyle = color;
  context.fillText(oneSided ? "0" : `−${plain(limit, 2)}`, x, top + 24);
  context.textAlign = "center";
  if (!oneSided) context.fillText("0", x + Side / 2, top + 24);
  context.textAlign = "right";
  context.fillText(oneSided ? plain(limit, 2) : `+${plain(limit, 2)}`, x + Side, top + 24);
  context.textAlign = "left";
}
