// @ts-check
// One paper of the basket.
import { element } from "../shared/dom.js";
import { month } from "../shared/format.js";

/**
 * @typedef {object} Own what a reader can do with a paper of the own basket
 * @property {boolean} isFirst
 * @property {boolean} isLast
 * @property {(by: number) => void} move
 * @property {() => void} remove
 * @property {(note: string) => void} note
 */

/**
 * @param {import("../shared/picks.js").Pick} pick
 * @param {import("./texts.js").Paper | null} paper null if there is none
 * @param {string} href its page @param {Own | null} own null for a paper of somebody else's basket
 */
export function entry(pick, paper, href, own) {
  const name = paper?.label ?? pick.key;
  const item = element("li", { "data-key": pick.key });
  if (paper) {
    const title = paper.title === paper.label ? [] : [" ", element("span", {}, paper.title)];
    const about = `${paper.who} · ${paper.venue || "preprint"} · ${month(paper.date)} · ${paper.category}`;
    item.append(element("p", {}, element("a", { href }, paper.label), ...title));
    item.append(element("p", { class: "quiet" }, about));
  } else item.append(element("p", {}, `${pick.key} is not in the atlas.`));
  if (!own) return item;
  const note = element("input", {
    type: "text",
    "aria-label": `Note on ${name}`,
    placeholder: "Note",
    "data-does": "note",
  });
  note.value = pick.note ?? "";
  note.autocomplete = "off";
  note.addEventListener("input", () => own.note(note.value));
  const control = (/** @type {string} */ does, /** @type {string} */ sign, /** @type {() => void} */ onClick) => {
    const label = `${does} ${name}`;
    const button = element("button", { type: "button", class: "action", "aria-label": label, "data-does": does }, sign);
    button.addEventListener("click", onClick);
    return button;
  };
  const [up, down] = [control("Move up", "↑", () => own.move(-1)), control("Move down", "↓", () => own.move(1))];
  [up.disabled, down.disabled] = [own.isFirst, own.isLast];
  const tools = element("div", { class: "basket__tools" }, note, up, down, control("Remove", "×", own.remove));
  item.append(tools);
  return item;
}
