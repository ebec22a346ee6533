// @ts-check
// The basket: the papers that a reader has chosen, in order and with notes, kept on the device.
import { plural } from "./format.js";

/** @typedef {{ key: string, note?: string }} Pick a paper in the basket */

const KEY = "atlas.basket"; // as in atlas.js
const SET_ASIDE = "atlas.basket.damaged";

let unsaved = /** @type {Pick[] | null} */ (null); // where the browser keeps nothing

/** Whether something can be the key of a paper. @param {unknown} key */
export const isKey = (key) => typeof key === "string" && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(key);

/** @param {string} name */
function stored(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** The papers that a text holds, and whether it holds nothing else. @param {string} text */
function parsed(text) {
  let found = /** @type {any} */ (null);
  try {
    found = JSON.parse(text);
  } catch {
    // Something else has been kept under this name.
  }
  const entries = /** @type {any[]} */ (Array.isArray(found?.papers) ? found.papers : []);
  const papers = /** @type {Pick[]} */ ([]);
  for (const one of entries)
    if (isKey(one?.key) && typeof (one.note ?? "") === "string" && !papers.some(({ key }) => key === one.key))
      papers.push(one);
  return { papers, isWhole: Array.isArray(found?.papers) && papers.length === entries.length };
}

/** The papers in the basket. What cannot be read is set aside before anything is written over it. */
export function read() {
  if (unsaved) return unsaved;
  const text = stored(KEY);
  if (text === null) return [];
  const { papers, isWhole } = parsed(text);
  if (!isWhole) {
    try {
      localStorage.setItem(SET_ASIDE, text);
      keep(papers);
    } catch {
      // There is no room: the text stays where it is until the basket is changed.
    }
  }
  return papers;
}

/** What could not be read, to show to the reader; null if there is nothing. */
export const setAside = () => stored(SET_ASIDE);

export function forgetSetAside() {
  localStorage.removeItem(SET_ASIDE);
}

/** @param {Pick[]} papers */
export function keep(papers) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ version: 1, papers }));
    unsaved = null;
  } catch {
    unsaved = papers; // until the tab is closed
  }
}

/** Whether the browser keeps the basket when it is closed. */
export const isKept = () => unsaved === null;

/** Puts a paper in the basket, or takes it out. @param {string} key @param {URL} root */
export function toggle(key, root) {
  const papers = read();
  const others = papers.filter((one) => one.key !== key);
  keep(others.length < papers.length ? others : [...papers, { key }]);
  show(root);
}

/** Shows on the buttons of a part of the page which papers are in the basket. @param {ParentNode} part */
export function showPicks(part) {
  const buttons = /** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll("[data-pick]"));
  if (!buttons.length) return;
  const keys = new Set(read().map(({ key }) => key));
  for (const one of buttons) one.setAttribute("aria-pressed", String(keys.has(one.dataset.pick ?? "")));
}

/** Shows on the whole page what is in the basket. @param {URL} root */
export function show(root) {
  showPicks(document);
  const { length } = read();
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector(".basket-open"));
  if (link) {
    link.hidden = !length;
    link.href = new URL("basket/", root).href; // the header stays when the reader moves to another page
    link.textContent = String(length);
    link.setAttribute("aria-label", `Basket: ${plural(length, "paper")}`);
  }
  document.dispatchEvent(new CustomEvent("atlas:basket"));
}
