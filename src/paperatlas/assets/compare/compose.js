// @ts-check
// A choice of a part loads another page. There the focus is on that choice, so that the keyboard goes on from it.

const KEY = "atlas.compose";

/** @param {HTMLElement} parts @param {URL} _ @param {AbortSignal} signal ends it */
export function start(parts, _, signal) {
  const sections = [...parts.querySelectorAll("section")];
  const chosen = sections[taken()]?.querySelector("[aria-current]");
  if (chosen instanceof HTMLElement) chosen.focus();
  /** @param {MouseEvent} event */
  const keep = (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const part = sections.findIndex((section) => section.contains(link));
    try {
      sessionStorage.setItem(KEY, JSON.stringify([link.pathname, part]));
    } catch {
      // The browser keeps nothing: the next page begins at its top.
    }
  };
  parts.addEventListener("click", keep, { signal });
}

/** The number of the part in which a choice has led to this page, or -1. */
function taken() {
  try {
    const [path, part] = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    sessionStorage.removeItem(KEY);
    return path === location.pathname ? Number(part) : -1;
  } catch {
    return -1;
  }
}
