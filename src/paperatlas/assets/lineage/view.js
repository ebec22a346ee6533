// @ts-check
// Moves and zooms the map.

const LEFT = 196; // pixels for the names of lanes
const TOP = 64; // pixels for years and turning points
const MOST = 3.2;
const CLICK = 4; // pixels that a pointer may move in a click

/** @typedef {{ x: number, y: number }} Point */

export class View {
  /** @type {Map<number, Point>} */
  #pointers = new Map();
  #moved = 0;
  #frame = 0;
  #step = -1;
  k = 1;
  x = LEFT;
  y = TOP;
  width = 0;
  height = 0;

  /**
   * @param {SVGSVGElement} map @param {number} zoom the one at which it was drawn
   * @param {number[]} zooms those at which more names appear @param {AbortSignal} signal
   */
  constructor(map, zoom, zooms, signal) {
    this.map = map;
    this.zooms = zooms;
    const [, , width, height] = (map.getAttribute("viewBox") ?? "").split(" ").map(Number);
    this.size = { width: (width - LEFT) / zoom, height: (height - TOP) / zoom }; // of the map itself
    const world = map.querySelector(".lineage__world");
    if (!world) throw new Error("the map has no world");
    this.world = world;
    this.nodes = [...map.querySelectorAll("a.node")];
    map.tabIndex = 0;
    map.addEventListener("wheel", (event) => this.#onWheel(event), { signal, passive: false });
    map.addEventListener("pointerdown", (event) => this.#onDown(event), { signal });
    addEventListener("pointermove", (event) => this.#onMove(event), { signal });
    for (const type of ["pointerup", "pointercancel"])
      addEventListener(type, (event) => this.#pointers.delete(/** @type {PointerEvent} */ (event).pointerId), {
        signal,
      });
    // A drag that ends on a paper is no click on it.
    map.addEventListener("click", (event) => this.#moved > CLICK && stop(event), { signal, capture: true });
    map.addEventListener("dragstart", (event) => event.preventDefault(), { signal });
    addEventListener("resize", () => this.fit(), { signal });
    this.fit();
  }

  /** Shows all of the map. */
  fit() {
    const { width } = this.map.getBoundingClientRect();
    this.k = Math.max(0.2, (width - LEFT) / this.size.width);
    this.x = LEFT;
    this.y = TOP;
    this.width = width;
    this.height = Math.round(this.size.height * this.k + TOP);
    this.draw();
  }

  /** @param {number} factor @param {Point} [at] the point that stays */
  zoom(factor, at = { x: this.width / 2, y: this.height / 2 }) {
    const k = Math.min(MOST, Math.max(0.2, this.k * factor));
    this.x = at.x - ((at.x - this.x) * k) / this.k;
    this.y = at.y - ((at.y - this.y) * k) / this.k;
    this.k = k;
    this.draw();
  }

  /** @param {number} x @param {number} y */
  move(x, y) {
    this.x += x;
    this.y += y;
    this.draw();
  }

  /** Brings a point of the map into the view, near enough to read names. @param {Point} point */
  show(point) {
    this.k = Math.max(this.k, 0.7);
    this.x = this.width * 0.4 - point.x * this.k;
    this.y = Math.min(TOP, this.height * 0.4 - point.y * this.k);
    this.draw();
  }

  draw() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#paint();
    });
  }

  #paint() {
    const { map, k, x, y } = this;
    map.setAttribute("viewBox", `0 0 ${Math.round(this.width)} ${this.height}`);
    this.world.setAttribute("transform", `translate(${x} ${y}) scale(${k})`);
    map.style.setProperty("--k", String(k));
    let last = LEFT - 50;
    for (const text of map.querySelectorAll(".lineage__axis text")) {
      const place = Number(text.getAttribute("data-x")) * k + x + 4;
      const isYear = !text.classList.contains("lineage__turn");
      const isShown = place > LEFT - 10 && (!isYear || place > last + 36);
      text.setAttribute("x", String(place));
      text.toggleAttribute("display", false);
      if (!isShown) text.setAttribute("display", "none");
      else if (isYear) last = place;
    }
    for (const text of map.querySelectorAll(".lineage__names text"))
      text.setAttribute("y", String(Number(text.getAttribute("data-y")) * k + y + 4));
    let step = 0;
    while (step < this.zooms.length - 1 && this.zooms[step + 1] <= k + 0.001) step++;
    if (step === this.#step) return;
    this.#step = step;
    for (const node of this.nodes) {
      const isNamed = Number(node.getAttribute("data-zoom")) <= step;
      const text = node.querySelector("text");
      if (isNamed) text?.removeAttribute("display");
      else text?.setAttribute("display", "none");
    }
  }

  /** @param {WheelEvent} event */
  #onWheel(event) {
    // The wheel alone scrolls the page, until the reader has gone to the map.
    if (!event.ctrlKey && !event.metaKey && !this.map.contains(document.activeElement)) return;
    event.preventDefault();
    this.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0016)), this.#inside(event));
  }

  /** @param {MouseEvent} event @returns {Point} */
  #inside(event) {
    const box = this.map.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  /** @param {PointerEvent} event */
  #onDown(event) {
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.#moved = 0;
  }

  /** @param {PointerEvent} event */
  #onMove(event) {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.#moved += Math.hypot(now.x - before.x, now.y - before.y);
    if (other) {
      const apart = (/** @type {Point} */ one) => Math.max(1, Math.hypot(one.x - other.x, one.y - other.y));
      this.zoom(apart(now) / apart(before), this.#inside(event));
    } else if (this.#moved > CLICK) this.move(now.x - before.x, now.y - before.y);
    this.#pointers.set(event.pointerId, now);
  }
}

/** @param {Event} event */
function stop(event) {
  event.preventDefault();
  event.stopPropagation();
}
