// @ts-check
// Starts Explore in the place of the plain list of all papers, and ends it when the page is left.
import { element } from "../shared/dom.js";
import { load } from "../search/load.js";
import { Explore } from "./explore.js";
import { frame } from "./frame.js";
// Loads the rest at once: without this, a browser would find modules only as it reads the ones that import them.
import "../search/engine.js";
import "../search/messages.js";
import "../shared/format.js";
import "./chips.js";
import "./export.js";
import "./facets.js";
import "./list.js";
import "./navigation.js";
import "./row.js";
import "./state.js";
import "./years.js";

/** @typedef {{ columns: string, text: string, manifest: string }} Files addresses below the site's root */

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

/** @param {URL} root the site's root @param {Files} files @param {HTMLElement} container where it is shown */
export async function start(root, files, container) {
  stop();
  const control = new AbortController();
  const { signal } = control;
  running = { container, control };
  const parts = frame(container, signal);
  parts.input.value = new URLSearchParams(location.search).get("q") ?? "";
  // A link with a choice does not show all papers first.
  showPlainList(!location.search);
  container.hidden = false;
  const restoreScroll = scrollRestorer(signal);
  try {
    const { index, whole } = load(root, files);
    const found = await index;
    if (signal.aborted) return;
    showPlainList(false);
    const explore = new Explore(found, parts, root, files.manifest, signal);
    restoreScroll();
    explore.list.draw(); // scrolling there and back within a frame is no scroll event
    whole.then(
      () => signal.aborted || explore.refresh(),
      () => signal.aborted || parts.showNote("Search could not load the words of the summaries."),
    );
  } catch {
    if (signal.aborted) return;
    control.abort();
    showPlainList(true);
    const message = "Search is unavailable. This is the plain list.";
    container.replaceChildren(element("p", { class: "explore__off", role: "status" }, message));
  }
}

/** @param {boolean} isShown */
function showPlainList(isShown) {
  for (const part of document.querySelectorAll("[data-plain]")) part.toggleAttribute("hidden", !isShown);
}

/**
 * Restores the scroll position of an earlier visit, unless the reader has scrolled before there is a list to scroll.
 * @param {AbortSignal} signal
 */
function scrollRestorer(signal) {
  const y = history.state?.y ?? 0;
  let hasMoved = false;
  const onMove = () => {
    hasMoved = true;
  };
  for (const type of ["wheel", "touchmove", "keydown", "pointerdown"])
    addEventListener(type, onMove, { signal, once: true, passive: true });
  return () => {
    if (y && !hasMoved) scrollTo({ top: y, behavior: "instant" });
  };
}
