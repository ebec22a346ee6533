// @ts-check
// The little that pages do by script. Material swaps the content of a page on navigation, so listeners stand on the document.

/** @param {Event} event @param {string} selector */
const within = (event, selector) =>
  event.target instanceof Element ? /** @type {HTMLElement | null} */ (event.target.closest(selector)) : null;

/** Buttons that need a script are hidden in the page, and shown once there is one. */
const reveal = () => {
  for (const button of document.querySelectorAll("button[data-copy], button[data-find], [data-needs-script]"))
    button.removeAttribute("hidden");
};

/** @param {HTMLElement} button */
async function copy(button) {
  const source = document.getElementById(button.dataset.copy ?? "");
  if (!source) return;
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(source.textContent ?? "");
    button.textContent = "Copied";
  } catch {
    // Without leave to use the clipboard the text is selected, ready for the keyboard.
    getSelection()?.selectAllChildren(source);
    button.textContent = "Press Ctrl+C";
  }
  setTimeout(() => (button.textContent = label), 2000);
}

const root = new URL("..", import.meta.url);
const finder = () => /** @type {HTMLDialogElement | null} */ (document.querySelector("dialog.finder"));
let box = /** @type {Promise<void> | null} */ (null);

/** The code of search comes with the first sign that somebody wants it. */
function loadSearch() {
  const dialog = finder();
  if (!dialog || box) return;
  box = import("./search/box.js").then(({ start }) => start(dialog, root));
  box.catch(() => {
    box = null;
    const say = dialog.querySelector("[role=status]");
    const link = document.createElement("a");
    link.href = new URL("papers/", root).href;
    link.textContent = "All papers, as a plain list";
    say?.replaceChildren("Search is unavailable. ", link);
  });
}

/** The caret stands in the box at once: what is typed while the code comes is kept, and answered. */
function openSearch() {
  const dialog = finder();
  if (!dialog) return;
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("input")?.select();
  dialog.dispatchEvent(new Event("atlas:open"));
  loadSearch();
}

/** @param {KeyboardEvent} event */
function key(event) {
  const isTyping =
    event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
  const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping;
  const isK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (!isSlash && !isK) return;
  event.preventDefault();
  openSearch();
}

/**
 * To the content by the skip link. Instant navigation takes the first move to an anchor for one to another page: it
 * fetches the page and puts it in anew, and the focus is lost. So it does not get to see this one.
 * @param {Event} event
 */
function skip(event) {
  const link = /** @type {HTMLAnchorElement | null} */ (within(event, "a.md-skip"));
  const target = link && document.getElementById(link.hash.slice(1));
  if (!link || !target) return;
  event.preventDefault();
  event.stopPropagation();
  history.replaceState(history.state, "", link.hash);
  target.tabIndex = -1;
  target.focus();
}

document.addEventListener("click", skip, { capture: true });
document.addEventListener(
  "click",
  (event) => {
    const copier = within(event, "button[data-copy]");
    if (copier) copy(copier);
    // With a modifier it is a link like others, to the list of papers in a new tab.
    const isPlain = event instanceof MouseEvent && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (within(event, "[data-find]") && isPlain) {
      event.preventDefault();
      event.stopPropagation();
      openSearch();
    }
  },
  { capture: true },
);
document.addEventListener("keydown", key);
for (const sign of ["pointerover", "focusin"])
  document.addEventListener(sign, (event) => within(event, "[data-find]") && loadSearch());

/** Explore takes the place of the plain list where a page has it. */
function explore() {
  const element = /** @type {HTMLElement | null} */ (document.querySelector("[data-explore]"));
  const files = finder()?.dataset;
  if (!element || !files || element.dataset.explore) return;
  element.dataset.explore = "started";
  import("./search/explore.js").then(({ start }) => start(root, files, element)).catch(() => undefined); // the plain list stays
}

/**
 * Who scrolls while a page is fetched opens it where its link says. Instant navigation takes the offset for one that the
 * reader left at the new page, and goes there; on the way back alone that is right.
 */
let isForward = false;
addEventListener("popstate", () => (isForward = false));
document.addEventListener("click", () => (isForward = true), { capture: true });
function stand() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target) target.scrollIntoView();
  else scrollTo(0, 0);
}

function arrive() {
  reveal();
  explore();
  if (isForward) stand();
}

const moves = /** @type {any} */ (globalThis).document$;
if (moves) moves.subscribe(arrive);
else arrive();
