// @ts-check
// Going back, and links from Explore to Explore: both change its state, and load no page.
// Each function takes an element of the page. When a reader leaves, the theme removes it at once, and Explore ends a
// moment later: what the reader does in between is not for Explore.

/**
 * Calls a handler when the reader goes back or forward to a state of this page. The event comes from a script in
 * src/paperatlas/templates/theme/main.html, which runs before the theme loads the page again.
 * @param {string} path of this page @param {Element} element @param {AbortSignal} signal @param {() => void} handler
 */
export function onBack(path, element, signal, handler) {
  const listener = (/** @type {Event} */ event) => {
    if (!element.isConnected || location.pathname !== path || location.hash) return;
    event.preventDefault();
    handler();
  };
  addEventListener("atlas:back", listener, { signal });
}

/**
 * Calls a handler with the query of a link to this page, when a reader follows one. The theme would take the link for
 * one to the current page.
 * @param {string} path of this page @param {Element} element @param {AbortSignal} signal
 * @param {(query: string) => void} handler
 */
export function onLinkToSelf(path, element, signal, handler) {
  const listener = (/** @type {MouseEvent} */ event) => {
    if (!element.isConnected) return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || link.target || link.hash || link.origin !== location.origin || link.pathname !== path) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    hideFromTheme(event, link);
    handler(link.search);
  };
  document.addEventListener("click", listener, { signal, capture: true });
}

/**
 * The theme listens on the body: all listeners below it still get the event.
 * @param {Event} event @param {Element} target
 */
function hideFromTheme(event, target) {
  let top = target;
  while (top.parentElement && top.parentElement !== document.body) top = top.parentElement;
  top.addEventListener("click", (same) => same === event && same.stopPropagation(), { once: true });
}
