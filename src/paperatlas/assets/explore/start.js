// @ts-check
// Starts Explore in the place of the plain list of all papers, and ends it when the page is left.
import { element } from "../shared/dom.js";
import { load } from "../search/load.js";
import { addText } from "../search/more.js";
import { addColumns } from "../search/rest.js";
import { Explore } from "./explore.js";
import { openFiles } from "./files.js";
import { frame } from "./frame.js";
// Loads the rest at once: without this, a browser would find modules only as it reads the ones that import them.
import "../search/addresses.js";
import "../search/engine.js";
import "../search/facets.js";
import "../search/formulas.js";
import "../search/messages.js";
import "../search/narrow.js";
import "../search/options.js";
import "../search/others.js";
import "../search/people.js";
import "../search/rarity.js";
import "../search/stem.js";
import "../search/summaries.js";
import "../search/values.js";
import "../shared/nearest.js";
import "../shared/format.js";
import "../shared/picks.js";
import "./chips.js";
import "./export.js";
import "./facets.js";
import "./hit.js";
import "./lasting.js";
import "./list.js";
import "./menu.js";
import "./navigation.js";
import "./place.js";
import "./print.js";
import "./sheet.js";
import "./sorts.js";
import "./state.js";
import "./table.js";
import "./years.js";

/**
 * @typedef {import("../search/load.js").Files & { manifest: string, explore: string }} Files
 * addresses below the root
 */

const later = async () => ({ addColumns, addText });

let running = /** @type {{ container: HTMLElement, control: AbortController } | null} */ (null);

/**
 * Ends the Explore of a page that was left. Material keeps the content of such pages in memory, so its elements are
 * removed: with them go their listeners.
 */
export function stop() {
  running?.control.abort();
  running?.container.replaceChildren();
  running = null;
}

/**
 * Starts Explore. Resolves when there is an index; without one it fails, and the plain list is shown.
 * @param {URL} root the site's root @param {Files} files @param {HTMLElement} container where it is shown
 * @param {() => Promise<Files>} published gives the names of the files as they are published now
 * @param {boolean} isReturn whether the reader has been here before, and comes back to a place in the list
 */
export async function start(root, files, container, published, isReturn) {
  // What was typed into an Explore that this one replaces is in the address.
  const hadFocus = container.contains(document.activeElement);
  stop();
  const control = new AbortController();
  const { signal } = control;
  running = { container, control };
  const parts = frame(container, signal);
  parts.input.value = new URLSearchParams(location.search).get("q") ?? "";
  if (hadFocus) parts.input.focus({ preventScroll: true });
  // A link with a choice does not show all papers first.
  showPlainList(!location.search);
  container.hidden = false;
  const hasMoved = movesOf(signal);
  try {
    const { index, whole } = load(root, files, later);
    const [found, papers] = await Promise.all([index, openFiles(root, files.explore)]);
    if (signal.aborted) return { whole };
    showPlainList(true); // for a moment: its cards are kept with what Zotero reads
    papers.keep(document.querySelectorAll("[data-plain] article"));
    showPlainList(false);
    const explore = new Explore(found, papers, parts, root, files.manifest, published, signal);
    if (isReturn && !hasMoved()) explore.place.restore();
    whole.then(
      () => signal.aborted || explore.refresh(),
      () => signal.aborted || retryWhole(root, files, parts, explore, signal),
    );
    return { whole };
  } catch (error) {
    if (!signal.aborted) {
      control.abort();
      showPlainList(true);
    }
    throw error;
  }
}

/**
 * Says that the words of the summaries are missing, and loads them when the reader types.
 * @param {URL} root @param {Files} files @param {import("./frame.js").Frame} parts @param {Explore} explore
 * @param {AbortSignal} signal
 */
function retryWhole(root, files, parts, explore, signal) {
  parts.showNote("Search could not load the words of the summaries.");
  const again = async () => {
    try {
      explore.index = await load(root, files, later).whole;
      if (!signal.aborted) explore.refresh();
    } catch {
      if (!signal.aborted) retryWhole(root, files, parts, explore, signal);
    }
  };
  parts.input.addEventListener("input", again, { signal, once: true });
}

/** Says that Explore cannot be shown. @param {HTMLElement} container @param {() => void} again */
export function showUnavailable(container, again) {
  const button = element("button", { type: "button", class: "action" }, "Try again");
  button.addEventListener("click", again);
  const message = "Search is unavailable. This is the plain list.";
  const status = element("span", { role: "status" }, message);
  container.replaceChildren(element("p", { class: "explore__off" }, status, " ", button));
}

/** Shows the plain list, or hides it from Zotero too. @param {boolean} isShown */
function showPlainList(isShown) {
  for (const part of document.querySelectorAll("[data-plain]")) {
    part.toggleAttribute("hidden", !isShown);
    for (const record of part.querySelectorAll("[title^=ctx_ver]")) record.classList.toggle("Z3988", isShown);
  }
}

/** Tells whether the reader has scrolled before there is a list to scroll. @param {AbortSignal} signal */
function movesOf(signal) {
  let hasMoved = false;
  const onMove = () => {
    hasMoved = true;
  };
  for (const type of ["wheel", "touchmove", "keydown", "pointerdown"])
    addEventListener(type, onMove, { signal, once: true, passive: true });
  return () => hasMoved;
}
