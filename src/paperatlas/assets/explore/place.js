// @ts-check
// The reader's place in the list: on the way back the same paper is at the same height of the window. The height of the
// page does not tell, as papers change theirs when they are loaded.

const KEY = "atlas:place:"; // before the query of the address, in the storage of the tab
const WHILE = 10_000; // milliseconds in which papers near the place may still be loading

/**
 * @typedef {object} Places
 * @property {import("./list.js").PaperList} list
 * @property {HTMLElement} frame the element around the list, which scrolls if the table is wider
 */

/** @param {string} path of Explore @param {Places} places @param {AbortSignal} signal ends it */
export function placeKeeper(path, { list, frame }, signal) {
  let isWaiting = false;
  const save = () => {
    isWaiting = false;
    // After a click on a link the address is another one, while the list is still there.
    if (!frame.isConnected || location.pathname !== path || signal.aborted) return;
    // A paper that is not whole in view may have another height on the way back, until it is loaded.
    const edge = Math.max(0, frame.getBoundingClientRect().top);
    const seen = list.places.map(({ key, node }) => ({ key, ...sides(node) })).filter(({ bottom }) => bottom > edge);
    const first = seen.find(({ top }) => top >= edge && top < innerHeight) ?? seen[0];
    if (!first) return;
    const place = { key: first.key, top: first.top };
    try {
      sessionStorage.setItem(KEY + location.search, JSON.stringify(place));
    } catch {
      // The storage is full or not allowed: the reader returns to about the same place.
    }
  };
  const saveSoon = () => {
    if (!isWaiting) requestAnimationFrame(save);
    isWaiting = true;
  };
  addEventListener("scroll", saveSoon, { signal, passive: true, capture: true });
  // A paper above the place may change its height. The frame keeps its own where it scrolls, but the list in it does
  // not.
  const observer = new ResizeObserver(saveSoon);
  for (const one of [frame, ...frame.children]) observer.observe(one);
  signal.addEventListener("abort", () => observer.disconnect());
  return { restore: () => restore(list, frame, signal) };
}

/** @param {Element} node */
function sides(node) {
  const { top, bottom } = node.getBoundingClientRect();
  return { top, bottom };
}

/**
 * Keeps the paper of the place at its height while others are loaded, until the reader moves.
 * @param {Places["list"]} list @param {HTMLElement} frame @param {AbortSignal} signal
 */
function restore(list, frame, signal) {
  const saved = sessionStorage.getItem(KEY + location.search);
  const { key, top } = saved ? JSON.parse(saved) : { key: "", top: 0 };
  const node = list.reveal(key);
  if (!node) return;
  const ended = new AbortController();
  const whole = /** @type {HTMLElement} */ (node.closest("ol, table") ?? frame);
  let height = 0; // of the list, when it was last aligned
  const distance = () => node.getBoundingClientRect().top - top;
  const align = () => {
    if (!node.isConnected) return end();
    height = whole.offsetHeight;
    frame.scrollBy({ top: distance(), behavior: "instant" });
    scrollBy({ top: distance(), behavior: "instant" });
    list.fillInView();
  };
  const observer = new ResizeObserver(align);
  const end = () => {
    observer.disconnect();
    ended.abort();
  };
  align();
  // Far away: by the scroll bar. The browser itself scrolls when papers change their height.
  const isAtEnd = () => scrollY + innerHeight > document.documentElement.scrollHeight - 2;
  const isMoved = () => Math.abs(distance()) > innerHeight && !isAtEnd() && height === whole.offsetHeight;
  const onScroll = () => isMoved() && end();
  addEventListener("scroll", onScroll, { signal: ended.signal, passive: true, capture: true });
  for (const one of [node, whole, document.body]) observer.observe(one);
  for (const type of ["wheel", "touchmove", "keydown", "pointerdown"])
    addEventListener(type, end, { signal: ended.signal, passive: true });
  signal.addEventListener("abort", end, { signal: ended.signal });
  setTimeout(end, WHILE);
}
