// @ts-check
// What every page loads. Material replaces the content of a page on navigation, so the listeners are on the document.

const root = new URL("..", import.meta.url);

/** @param {Event} event @param {string} selector */
const closest = (event, selector) =>
  event.target instanceof Element ? /** @type {HTMLElement | null} */ (event.target.closest(selector)) : null;

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

// --- Search ----------------------------------------------------------------------------------------------------------

const finder = () => /** @type {HTMLDialogElement | null} */ (document.querySelector("dialog.finder"));
let box = /** @type {Promise<void> | null} */ (null);

/** Loads the code of search at the first sign that a reader wants it. */
function loadSearch() {
  const dialog = finder();
  if (!dialog || box) return;
  box = import("./search/box.js").then(({ start }) => start(dialog, root));
  box.catch(() => {
    box = null; // so that the next attempt loads it again
    const link = document.createElement("a");
    link.href = new URL("papers/", root).href;
    link.textContent = "Browse all papers";
    dialog.querySelector("[role=status]")?.replaceChildren("Search is unavailable. ", link);
  });
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
  const isTyping = closest(event, "input, textarea, select, [contenteditable]");
  const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping;
  const isK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
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

// --- Explore ---------------------------------------------------------------------------------------------------------

let explored = /** @type {HTMLElement | null} */ (null);

/** Starts Explore on a page that has a container for it, and ends the one of a page that was left. */
function explore() {
  const container = /** @type {HTMLElement | null} */ (document.querySelector("[data-explore]"));
  if (container === explored) return;
  explored = container;
  const { columns = "", text = "", manifest = "" } = finder()?.dataset ?? {};
  import("./explore/start.js")
    .then(({ start, stop }) => (container ? start(root, { columns, text, manifest }, container) : stop()))
    .catch(() => undefined); // the plain list stays
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

function onPage() {
  revealButtons();
  explore();
  if (isForward) scrollToAnchor();
}

document.addEventListener("click", onSkipLink, { capture: true });
document.addEventListener(
  "click",
  (event) => {
    isForward = true;
    const copier = closest(event, "button[data-copy]");
    if (copier) copy(copier);
  },
  { capture: true },
);
document.addEventListener("click", onFindClick, { capture: true });
document.addEventListener("keydown", onKey);
for (const type of ["pointerover", "focusin"])
  document.addEventListener(type, (event) => {
    if (closest(event, "[data-find]")) loadSearch();
  });
addEventListener("popstate", () => {
  isForward = false;
});

/**
 * The pages of Material's instant navigation, where it is on.
 * @type {{ subscribe: (onPage: () => void) => void } | undefined}
 */
const pages = /** @type {any} */ (globalThis).document$;
if (pages) pages.subscribe(onPage);
else onPage();
