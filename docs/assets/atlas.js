// @ts-check
// The little that pages do by script. Material swaps the content of a page on navigation, so listeners stand on the document.

/** @param {Event} event @param {string} selector */
const within = (event, selector) =>
  event.target instanceof Element ? /** @type {HTMLElement | null} */ (event.target.closest(selector)) : null;

/** Buttons that need a script are hidden in the page, and shown once there is one. */
const reveal = () => {
  for (const button of document.querySelectorAll("button[data-copy], button[data-find]")) button.removeAttribute("hidden");
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

function openSearch() {
  const toggle = /** @type {HTMLInputElement | null} */ (document.getElementById("__search"));
  const query = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-md-component=search-query]"));
  if (toggle && !toggle.checked) toggle.click();
  query?.focus();
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
document.addEventListener("click", (event) => {
  const copier = within(event, "button[data-copy]");
  if (copier) copy(copier);
  if (within(event, "button[data-find]")) openSearch();
});

const moves = /** @type {any} */ (globalThis).document$;
if (moves) moves.subscribe(reveal);
else reveal();
