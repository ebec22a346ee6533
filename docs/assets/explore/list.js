// @ts-check
// A long list of which only the visible part, and a little more, is in the document. It scrolls with the window.

const MARGIN = 1; // windows above and below the visible one

/**
 * The items to have in the document.
 * @typedef {{ from: number, to: number, kept: number[] }} Wanted `kept` are around the focus
 */

/**
 * A list whose style is a grid with rows of one height.
 * @template T
 */
export class WindowedList {
  #items = /** @type {T[]} */ ([]);
  /** The items in the document, by their numbers. @type {Map<number, HTMLElement>} */
  #nodes = new Map();
  #columns = 1;
  #step = 1; // from one row to the next, in pixels
  #gap = 0;
  #width = 0;
  #dataset = ""; // by which the style was measured
  #top = 0; // the number of the item at the top of the window
  #isPrinted = false; // on paper all items are in the document

  /**
   * @param {HTMLElement} list @param {(item: T, at: number) => HTMLElement} render @param {AbortSignal} signal ends it
   */
  constructor(list, render, signal) {
    this.list = list;
    this.render = render;
    for (const type of ["scroll", "resize"]) addEventListener(type, () => this.draw(), { signal, passive: true });
    list.addEventListener("focusin", () => this.draw(), { signal });
    for (const type of ["beforeprint", "afterprint"])
      addEventListener(
        type,
        () => {
          this.#isPrinted = type === "beforeprint";
          this.draw();
        },
        { signal },
      );
    const observer = new ResizeObserver(() => this.#resize());
    for (const node of [list, document.body]) observer.observe(node);
    signal.addEventListener("abort", () => observer.disconnect());
  }

  /**
   * Shows other items, or the same ones again. The focus follows its item, if that is still there.
   * @param {T[]} items @param {(a: T, b: T) => boolean} isSame
   */
  show(items, isSame) {
    const focused = this.#focused();
    const item = this.#items[focused];
    this.#items = items;
    // Measuring forces a layout, so it happens only when the style changes.
    const dataset = JSON.stringify(this.list.dataset);
    if (this.#dataset !== dataset && items.length) {
      this.#measure();
      this.#dataset = dataset;
    }
    this.#draw(true);
    if (focused < 0) return;
    const node = this.#nodes.get(items.findIndex((other) => isSame(item, other)));
    (node?.querySelector("a") ?? this.list).focus({ preventScroll: true });
    this.draw();
  }

  /** Adds to the document what has come into view, and removes what has left it. */
  draw() {
    this.#draw(false);
  }

  #measure() {
    const style = getComputedStyle(this.list);
    this.#columns = Math.max(1, style.gridTemplateColumns.split(" ").length);
    this.#gap = parseFloat(style.rowGap) || 0;
    this.#step = Math.max(20, (parseFloat(style.gridAutoRows) || 0) + this.#gap);
    this.#width = this.list.clientWidth;
  }

  /** The number of the item that has the focus, or -1. */
  #focused() {
    for (const [at, node] of this.#nodes) if (node.contains(document.activeElement)) return at;
    return -1;
  }

  /** @param {boolean} isNew whether the items have changed */
  #draw(isNew) {
    const { list } = this;
    const top = list.getBoundingClientRect().top;
    if (list.clientWidth === this.#width) this.#top = top < 0 ? Math.floor(-top / this.#step) * this.#columns : 0;
    if (isNew) {
      // Only after `top` was read: an empty list lets the window scroll up.
      this.#nodes.clear();
      list.replaceChildren();
    }
    const rows = Math.ceil(this.#items.length / this.#columns);
    const inside = (/** @type {number} */ row) => Math.min(rows, Math.max(0, row));
    const first = this.#isPrinted ? 0 : inside(Math.floor((-top - MARGIN * innerHeight) / this.#step));
    const last = this.#isPrinted ? rows : inside(Math.ceil((-top + (1 + MARGIN) * innerHeight) / this.#step));
    const from = first * this.#columns;
    const to = Math.min(this.#items.length, last * this.#columns);
    const wanted = { from, to, kept: this.#aroundFocus().filter((at) => at < from || at >= to) };
    this.#remove(wanted);
    list.style.paddingTop = `${first * this.#step}px`;
    list.style.paddingBottom = `${(rows - last) * this.#step}px`;
    this.#insert(wanted);
  }

  /** An item with the focus stays in the document, with its neighbours, so that Tab leads on from it. */
  #aroundFocus() {
    const focused = this.#focused();
    if (focused < 0) return [];
    return [focused - 1, focused, focused + 1].filter((at) => at >= 0 && at < this.#items.length);
  }

  /** @param {Wanted} wanted */
  #remove({ from, to, kept }) {
    for (const [at, node] of this.#nodes) {
      if ((at >= from && at < to) || kept.includes(at)) continue;
      node.remove();
      this.#nodes.delete(at);
    }
  }

  /** Adds the items that are not there yet. The others are not moved. @param {Wanted} wanted */
  #insert({ from, to, kept }) {
    const numbers = [...kept, ...Array.from({ length: to - from }, (_, i) => from + i)].sort((a, b) => a - b);
    let next = this.list.firstElementChild;
    for (const at of numbers) {
      const node = this.#nodes.get(at) ?? this.render(this.#items[at], at);
      if (node === next) next = node.nextElementSibling;
      else this.list.insertBefore(node, next);
      this.#nodes.set(at, node);
      this.#place(node, at, kept.includes(at));
    }
  }

  /**
   * An item out of view is put in its place by position, as it is not in the rows of the grid.
   * @param {HTMLElement} node @param {number} at @param {boolean} isAway
   */
  #place(node, at, isAway) {
    const column = (at % this.#columns) + 1;
    node.classList.toggle("is-away", isAway);
    node.style.gridColumn = isAway ? `${column} / ${column + 1}` : "";
    node.style.top = isAway ? `${Math.floor(at / this.#columns) * this.#step}px` : "";
    node.style.height = isAway ? `${this.#step - this.#gap}px` : "";
  }

  /** After a change of width, the item at the top of the window is still there. */
  #resize() {
    const { list } = this;
    if (!list.clientWidth) return;
    if (list.clientWidth === this.#width) return this.draw(); // something above the list has moved it
    const at = this.#top;
    this.#measure();
    this.draw();
    const top = list.getBoundingClientRect().top + Math.floor(at / this.#columns) * this.#step;
    if (at) scrollBy({ top, behavior: "instant" });
    this.draw();
  }
}
