// @ts-check
// What every page loads. Material replaces the content of a page on navigation, so the listeners are on the document.

const root = new URL("..", import.meta.url);

/** @param {Event} event @param {string} selector */
const closest = (event, selector) => above(event.target, selector);

/** @param {EventTarget | null} node @param {string} selector */
const above = (node, selector) =>
  node instanceof Element ? /** @type {HTMLElement | null} */ (node.closest(selector)) : null;

/** Shows the buttons that work only with a script. */
function revealButtons() {
  for (const button of document.querySelectorAll("button[data-copy], button[data-find], [data-needs-script]"))
    button.removeAttribute("hidden");
}

// --- Copying ---------------------------------------------------------------------------------------------------------

/**
 * The label of each button, and the timer that restores it.
 * @type {WeakMap<HTMLElement, { label: string, timer: number }>}
 */
const copied = new WeakMap();

/** What to do with a text that is selected but not copied. */
function copyHint() {
  if (matchMedia("(pointer: coarse)").matches) return "Text selected";
  return /mac/i.test(navigator.platform) ? "Press ⌘C" : "Press Ctrl+C";
}

/** @param {HTMLElement} button */
async function copy(button) {
  const source = document.getElementById(button.dataset.copy ?? "");
  if (!source) return;
  let message = "Copied";
  try {
    await navigator.clipboard.writeText(source.textContent ?? "");
  } catch {
    // The browser does not allow it: the reader can copy what is selected.
    getSelection()?.selectAllChildren(source);
    message = copyHint();
  }
  // At the second of two quick clicks the button still shows the message of the first.
  const before = copied.get(button);
  const label = before?.label ?? button.textContent ?? "";
  clearTimeout(before?.timer);
  button.textContent = message;
  const timer = setTimeout(() => {
    button.textContent = label;
    copied.delete(button);
  }, 2000);
  copied.set(button, { label, timer });
}

// --- Cards -----------------------------------------------------------------------------------------------------------

/**
 * A click anywhere on a card opens its paper, unless it is on a link or ends a selection of text.
 * @param {MouseEvent} event
 */
function onCardClick(event) {
  const card = closest(event, ".card");
  if (!card || event.defaultPrevented || closest(event, "a, summary, button, input")) return;
  if (getSelection()?.toString()) return;
  const link = card.querySelector(".card__name a");
  const { ctrlKey, metaKey, shiftKey } = event;
  link?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }));
}

// --- Files of this version of the site -------------------------------------------------------------------------------

/**
 * Addresses below the site's root: the folder of the scripts, and files of data. They have a hash of the content in
 * their names, so a new version of the site has others, and those of an open page may be gone.
 * @typedef {Record<"scripts" | "names" | "columns" | "text" | "manifest" | "explore", string>} Files
 */

/** The files that a page lists. Instant navigation replaces this list. @param {Document} page @returns {Files} */
function filesOf(page) {
  const list = /** @type {HTMLMetaElement | null} */ (page.querySelector("meta[name=atlas-files]"));
  if (!list) throw new Error("this page does not list the files of the atlas");
  return JSON.parse(list.content);
}

const started = filesOf(document); // when this script was loaded
let files = started;

/** The files of the version that is published now. @returns {Promise<Files>} */
async function published() {
  const answer = await fetch(root, { cache: "no-store" });
  if (!answer.ok) throw new Error(`${root.pathname}: ${answer.status}`);
  files = filesOf(new DOMParser().parseFromString(await answer.text(), "text/html"));
  return files;
}

/** Requests our scripts again past the browser's cache, which may have a wrong answer for one of them. */
async function refreshScripts() {
  const folder = new URL(`${files.scripts}/`, root).href;
  const urls = performance.getEntriesByType("resource").map(({ name }) => name);
  const scripts = new Set(urls.filter((url) => url.startsWith(folder)));
  await Promise.all([...scripts].map((url) => fetch(url, { cache: "reload" }).catch(() => undefined)));
}

/** @param {string} name a script below the folder of scripts @returns {Promise<any>} */
async function load(name) {
  const url = new URL(`${files.scripts}/${name}`, root).href;
  try {
    return await import(url);
  } catch {
    await refreshScripts();
  }
  try {
    return await import(url);
  } catch {
    // A browser keeps what it could not parse, such as half of a script, under its address. Here they are again.
    return import(new URL(`assets/${name}`, root).href);
  }
}

/** Whether another version was published since these files were listed. @param {Files} known */
async function isReplaced(known) {
  await published().catch(() => undefined);
  return JSON.stringify(files) !== JSON.stringify(known);
}

/**
 * Uses the files that the page lists. If that fails, uses those that are published now, if they are others.
 * @template T @param {() => Promise<T>} use @returns {Promise<T>}
 */
async function withFiles(use) {
  const used = files;
  try {
    return await use();
  } catch (error) {
    if (!(await isReplaced(used))) throw error;
    return use();
  }
}

// --- Search ----------------------------------------------------------------------------------------------------------

const finder = () => /** @type {HTMLDialogElement | null} */ (document.querySelector("dialog.finder"));
let box = /** @type {Promise<void> | null} */ (null);
let boxControl = new AbortController();

/** Loads the code of search at the first sign that a reader wants it. */
function loadSearch() {
  const dialog = finder();
  if (!dialog || box) return;
  box = withFiles(() => startBox(dialog));
  box.catch(() => {
    box = null; // so that the next attempt loads it again
    const link = document.createElement("a");
    link.href = new URL("papers/", root).href;
    link.textContent = "Browse all papers";
    dialog.querySelector("[role=listbox]")?.replaceChildren();
    dialog.querySelector("[role=status]")?.replaceChildren("Search is unavailable. ", link);
  });
}

/** @param {HTMLDialogElement} dialog */
async function startBox(dialog) {
  boxControl.abort();
  boxControl = new AbortController();
  const { signal } = boxControl;
  const used = files;
  try {
    const { start } = await load("search/box.js");
    const { whole } = await start(dialog, root, used, load, signal);
    whole.catch(async () => {
      if (!(await isReplaced(used)) || signal.aborted) return;
      box = null;
      loadSearch();
    });
  } catch (error) {
    boxControl.abort();
    throw error;
  }
}

/** Opens the box at once. It keeps what a reader types while the code is loading. */
function openSearch() {
  const dialog = finder();
  if (!dialog) return;
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("input")?.select();
  dialog.dispatchEvent(new Event("atlas:open"));
  loadSearch();
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const isTyping = closest(
    event,
    "input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]",
  );
  const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping;
  // By its place on the keyboard where the layout has no Latin letters.
  const letter = /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code.slice(3).toLowerCase();
  const isK = letter === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (!isSlash && !isK) return;
  event.preventDefault();
  openSearch();
}

/** @param {MouseEvent} event */
function onFindClick(event) {
  // With a modifier key it is a link to the list of papers, in a new tab.
  if (!closest(event, "[data-find]") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation();
  openSearch();
}

// --- The menu --------------------------------------------------------------------------------------------------------

/** The section whose pages a tap has opened. */
let tapped = /** @type {Element | null} */ (null);

/** On a wide touch screen, the first tap on a section opens the list of its pages. @param {MouseEvent} event */
function onMenuTap(event) {
  const section = closest(event, ".menu > li");
  const list = section?.querySelector("ul");
  const isList = list && getComputedStyle(list).position === "absolute" && matchMedia("(hover: none)").matches;
  if (isList && section !== tapped && !list.contains(/** @type {Node} */ (event.target))) {
    event.preventDefault();
    event.stopPropagation();
  }
  tapped = section;
}

/** Escape closes the open list. It can open again when the pointer or the focus enters or leaves its section. */
function closeMenu() {
  for (const section of document.querySelectorAll(".menu > li:is(:hover, :focus-within)")) {
    section.setAttribute("data-closed", "");
    if (section.contains(document.activeElement)) section.querySelector("a")?.focus();
  }
}

/**
 * Closes the search box with one key, also before its code has arrived: the browser itself would first empty the field.
 * @param {KeyboardEvent} event
 */
function onEscape(event) {
  // While an input method composes a word, the key is its own. Safari says so with 229 alone.
  if (event.isComposing || event.keyCode === 229) return;
  const dialog = finder();
  if (!dialog?.open) return closeMenu();
  dialog.close();
  event.preventDefault();
}

/** @param {MouseEvent | FocusEvent} event */
function onMenuMove(event) {
  const isIn = [event.target, event.relatedTarget].map((node) => above(node, ".menu > [data-closed]"));
  for (const section of document.querySelectorAll(".menu > [data-closed]"))
    if (isIn.some((one) => one !== section)) section.removeAttribute("data-closed");
}

// --- Explore ---------------------------------------------------------------------------------------------------------

let explored = /** @type {HTMLElement | null} */ (null);
let stopExplore = () => {}; // that of the script that started the present one

/** Starts Explore on a page that has a container for it, and ends the one of a page that was left. */
function explore() {
  const container = /** @type {HTMLElement | null} */ (document.querySelector("[data-explore]"));
  if (container === explored) return;
  explored = container;
  stopExplore();
  if (container) startExplore(container);
}

/** @param {HTMLElement} container */
async function startExplore(container) {
  const start = async () => {
    const used = files;
    const script = await load("explore/start.js");
    if (container !== explored) return;
    stopExplore();
    stopExplore = script.stop;
    const { whole } = await script.start(root, used, container, published, isReturn);
    whole.catch(async () => {
      if ((await isReplaced(used)) && container === explored) startExplore(container);
    });
  };
  try {
    await withFiles(start);
  } catch {
    const script = await load("explore/start.js").catch(() => null); // without it, the plain list stays
    if (container === explored) script?.showUnavailable(container, () => startExplore(container));
  }
}

// --- Basket ----------------------------------------------------------------------------------------------------------

const BASKET = "atlas.basket"; // where shared/picks.js keeps it
let usesBasket = false;

/** @param {(picks: typeof import("./shared/picks.js")) => void} use what to do with the script that keeps the basket */
function withBasket(use) {
  usesBasket = true;
  withFiles(async () => use(await load("shared/picks.js"))).catch((error) => console.warn(error));
}

/** Shows which papers of the page are in the basket. Nobody without one loads its script. */
function showBasket() {
  try {
    usesBasket ||= localStorage.getItem(BASKET) !== null;
  } catch {
    // The browser keeps nothing.
  }
  if (usesBasket) withBasket((picks) => picks.show(root));
}

// --- Figures ---------------------------------------------------------------------------------------------------------

let figures = new AbortController();

/** Starts the script of each part of the page that names one, and ends those of the page before. */
function startFigures() {
  figures.abort();
  figures = new AbortController();
  const { signal } = figures;
  for (const part of document.querySelectorAll("[data-module]")) {
    const name = /** @type {HTMLElement} */ (part).dataset.module ?? "";
    // Without its script a part stays as it was written: complete, but still.
    withFiles(async () => (await load(name)).start(part, root, signal)).catch((error) => console.warn(name, error));
  }
}

// --- Moving between pages --------------------------------------------------------------------------------------------

/**
 * Moves the focus to the content. Instant navigation would take the first move to an anchor for a move to another page,
 * replace the content, and lose the focus. So it does not get this event.
 * @param {Event} event
 */
function onSkipLink(event) {
  const link = /** @type {HTMLAnchorElement | null} */ (closest(event, "a.md-skip"));
  const target = link && document.getElementById(link.hash.slice(1));
  if (!link || !target) return;
  event.preventDefault();
  event.stopPropagation();
  history.replaceState(history.state, "", link.hash);
  target.tabIndex = -1;
  target.focus();
}

let isForward = false; // whether the last move was by a link, not back or forward
const loaded = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
// Whether the reader has come back to this page: by the buttons of the browser, or by loading it again.
let isReturn = ["back_forward", "reload"].includes(loaded[0]?.type);

/** The element that the address names. */
function anchorTarget() {
  const anchor = location.hash.slice(1);
  try {
    return document.getElementById(decodeURIComponent(anchor));
  } catch {
    return document.getElementById(anchor); // a percent sign that encodes nothing: #100%
  }
}

/**
 * Shows the place that a link names, although the reader has scrolled while the page was loading: instant navigation
 * would keep that position, which is right only on the way back.
 */
function scrollToAnchor() {
  const target = anchorTarget();
  if (target) target.scrollIntoView();
  else scrollTo(0, 0);
}

/** Whether a page that instant navigation has brought is of the version of the site that is running. */
function isOfThisVersion() {
  const listed = document.querySelector("meta[name=atlas-files]") ? filesOf(document) : files;
  if (listed.scripts !== started.scripts) return false;
  if (JSON.stringify(listed) !== JSON.stringify(files)) box = null; // the next search loads the new index
  files = listed;
  return true;
}

function onPage() {
  if (!isOfThisVersion()) {
    location.reload(); // the scripts and styles of the new version
    return;
  }
  revealButtons();
  explore();
  startFigures();
  showBasket();
  if (isForward) scrollToAnchor();
}

document.addEventListener("click", onSkipLink, { capture: true });
document.addEventListener(
  "click",
  (event) => {
    isForward = true;
    isReturn = false;
    const copier = closest(event, "button[data-copy]");
    if (copier) copy(copier);
    const pick = closest(event, "[data-pick]");
    if (pick) withBasket((picks) => picks.toggle(pick.dataset.pick ?? "", root));
  },
  { capture: true },
);
document.addEventListener("click", onFindClick, { capture: true });
document.addEventListener("click", onCardClick);
document.addEventListener(
  "click",
  (event) => {
    // Instant navigation does not know links in pictures.
    if (above(event.target, "svg a") && !above(event.target, "[data-module]")) event.stopPropagation();
  },
  { capture: true },
);
document.addEventListener("click", onMenuTap, { capture: true });
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") onEscape(event);
  else onKey(event);
});
document.addEventListener("pointerover", onMenuMove);
document.addEventListener("focusin", onMenuMove);
for (const type of ["pointerover", "focusin"])
  document.addEventListener(type, (event) => {
    if (closest(event, "[data-find]")) loadSearch();
  });
document.addEventListener("input", async (event) => {
  if (closest(event, "dialog.finder")) loadSearch(); // if it could not be loaded before
  const field = closest(event, "[data-filter]");
  if (field) (await withFiles(() => load("pages/filter.js"))).filter(field);
});
// Another tab has changed it.
addEventListener("storage", ({ key }) => {
  if (key === BASKET || key === null) withBasket((picks) => picks.show(root));
});
addEventListener("popstate", () => {
  // A link to a part of a page leads here too. Its place in the history has no state yet.
  if (isForward && history.state === null) return;
  isForward = false;
  isReturn = true;
});

/**
 * The pages of Material's instant navigation, where it is on.
 * @type {{ subscribe: (onPage: () => void) => void } | undefined}
 */
const pages = /** @type {any} */ (globalThis).document$;
if (pages) pages.subscribe(onPage);
else onPage();
