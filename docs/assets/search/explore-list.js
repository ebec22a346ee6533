// @ts-check
// A long list of which only what is in view, and a little more, is in the document. It scrolls with the window.

const MARGIN = 1; // windows above and below the one in view

/**
 * Rows and columns are as the style sheet says: the list is a grid with rows of one height.
 * @template T
 * @param {HTMLElement} list @param {(item: T, at: number) => HTMLElement} make @param {AbortSignal} signal
 */
export function windowed(list, make, signal) {
  let items = /** @type {T[]} */ ([]);
  let columns = 1,
    step = 1,
    gap = 0,
    width = 0,
    look = "";
  let place = 0; // the item at the top of the window
  const made = /** @type {Map<number, HTMLElement>} */ (new Map());

  /** The number of the item that has the focus, or -1. */
  const focused = () => {
    for (const [at, item] of made) if (item.contains(document.activeElement)) return at;
    return -1;
  };

  function measure() {
    const style = getComputedStyle(list);
    columns = Math.max(1, style.gridTemplateColumns.split(" ").length);
    gap = parseFloat(style.rowGap) || 0;
    step = Math.max(20, (parseFloat(style.gridAutoRows) || 0) + gap);
    width = list.clientWidth;
  }

  /** Puts into the document what is to be there, and takes out what is not. What stays is not moved. */
  function draw(isAnew = false) {
    const top = list.getBoundingClientRect().top;
    if (list.clientWidth === width) place = top < 0 ? Math.floor(-top / step) * columns : 0;
    const rows = Math.ceil(items.length / columns);
    // Not before the place was read: a list that is empty for a moment would let the window scroll up.
    if (isAnew) made.clear(), list.replaceChildren();
    /** @param {number} row */
    const inside = (row) => Math.min(rows, Math.max(0, row));
    const first = inside(Math.floor((-top - MARGIN * innerHeight) / step));
    const last = inside(Math.ceil((-top + (1 + MARGIN) * innerHeight) / step));
    const from = first * columns,
      to = Math.min(items.length, last * columns);
    const wanted = Array.from({ length: to - from }, (_, at) => from + at);
    // The focus stays on what has been scrolled away, and Tab leads from there to its neighbours.
    const kept = focused();
    if (kept >= 0)
      wanted.push(
        ...[kept - 1, kept, kept + 1].filter((at) => at >= 0 && at < items.length && (at < from || at >= to)),
      );
    wanted.sort((a, b) => a - b);
    const isWanted = new Set(wanted);
    for (const [at, item] of made) if (!isWanted.has(at)) item.remove(), made.delete(at);
    list.style.paddingTop = `${first * step}px`;
    list.style.paddingBottom = `${(rows - last) * step}px`;
    let next = list.firstElementChild;
    for (const at of wanted) {
      const item = made.get(at) ?? make(items[at], at);
      if (item === next) next = item.nextElementSibling;
      else list.insertBefore(item, next);
      made.set(at, item);
      const isAway = at < from || at >= to;
      item.classList.toggle("is-away", isAway);
      item.style.gridColumn = isAway ? `${(at % columns) + 1} / ${(at % columns) + 2}` : "";
      item.style.top = isAway ? `${Math.floor(at / columns) * step}px` : "";
      item.style.height = isAway ? `${step - gap}px` : "";
    }
  }

  /** After a change of width the item at the top of the window is still there; what is unfolded above moves the list. */
  function resize() {
    if (!list.clientWidth) return;
    if (list.clientWidth === width) return draw();
    const kept = place;
    measure();
    draw();
    if (kept)
      scrollBy({ top: list.getBoundingClientRect().top + Math.floor(kept / columns) * step, behavior: "instant" });
    draw();
  }

  for (const sign of ["scroll", "resize"]) addEventListener(sign, () => draw(), { signal, passive: true });
  list.addEventListener("focusin", () => draw(), { signal });
  const watch = new ResizeObserver(resize);
  for (const one of [list, document.body]) watch.observe(one);
  signal.addEventListener("abort", () => watch.disconnect());

  return {
    /**
     * Shows other items, or the same made anew. The focus goes along with its item, if it still is there.
     * @param {T[]} others @param {(a: T, b: T) => boolean} same
     */
    show(others, same) {
      const at = focused(),
        item = items[at];
      items = others;
      // Measuring makes the browser lay the page out once more: only where the style sheet has other sizes.
      const now = JSON.stringify(list.dataset);
      if (look !== now && items.length) measure(), (look = now);
      draw(true);
      if (at < 0) return;
      const target = made.get(items.findIndex((other) => same(item, other)))?.querySelector("a") ?? list;
      target.focus({ preventScroll: true });
      draw();
    },
    draw: () => draw(),
  };
}
