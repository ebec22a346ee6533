// @ts-check
// Draws what a memory recalls and keeps. src/paperatlas/templates/part/memory.html draws the same, still.
import { element } from "../shared/dom.js";
import { HALF, inWords } from "./words.js";

/** @typedef {import("./recall.js").Memory} Memory */
/** @typedef {import("./values.js").Matrix} Matrix */

const TONES = 4; // of each sign, in a picture of a matrix
const MOST_COLUMNS = 64; // that are drawn of a matrix

/** @param {string} tag @param {Record<string, string>} attributes @param {Element[]} children */
function svg(tag, attributes, ...children) {
  const node = document.createElementNS("http:" + "//www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/**
 * Sets an attribute if that changes it: drawing takes longer than comparing.
 * @param {Element} node @param {string} name @param {string} value
 */
function put(node, name, value) {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

/**
 * Changes a text in its node: for a new node the browser would look for its styles.
 * @param {Element} node @param {string} text
 */
export function say(node, text) {
  const first = node.firstChild;
  if (!(first instanceof Text)) node.textContent = text;
  else if (first.data !== text) first.data = text;
}

/** @param {string} name @param {Element} node */
const named = (name, node) => [element("span", {}, name), node];

/** The nodes of a text with MathML, which the build has written. @param {string} html */
export function written(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** A matrix as coloured cells. */
class Cells {
  /** @param {string} name */
  constructor(name) {
    this.paths = Array.from({ length: 2 * TONES }, (_, tone) => svg("path", { class: `tone-${tone}` }));
    const fixed = { class: `memory__cells ${name}`, preserveAspectRatio: "none", "aria-hidden": "true" };
    this.node = svg("svg", fixed, ...this.paths);
  }

  /**
   * @param {number} rows @param {number} columns @param {(row: number, column: number) => number} of
   * @param {number} largest
   */
  show(rows, columns, of, largest) {
    const tones = this.paths.map(() => "");
    const shown = Math.min(columns, MOST_COLUMNS);
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < shown; column++) {
        const one = of(row, column);
        const tone = Math.min(TONES, Math.floor((Math.abs(one) / (largest || 1)) * TONES + 0.5));
        if (tone) tones[one > 0 ? TONES + tone - 1 : TONES - tone] += `M${column} ${row}h1v1h-1z`;
      }
    put(this.node, "viewBox", `0 0 ${shown || 1} ${rows || 1}`);
    for (const [tone, path] of this.paths.entries()) put(path, "d", tones[tone]);
  }
}

/** One method: its sentence, a bar for each pair, the values that were written, the answers, and what it keeps. */
export class Drawing {
  /** @param {import("./start.js").Shown} method */
  constructor(method) {
    this.method = method;
    this.name = element("strong", {}, method.name);
    this.words = element("span");
    this.half = svg("path", { class: "is-half" });
    this.recalled = svg("path", { class: "is-recalled" });
    this.lost = svg("path", { class: "is-lost" });
    const fixed = { class: "memory__bars", preserveAspectRatio: "none", role: "img" };
    this.bars = svg("svg", fixed, this.half, this.recalled, this.lost);
    this.values = new Cells("memory__strip");
    this.answers = new Cells("memory__strip");
    this.state = element("div", { class: "memory__state" });
    /** @type {{ cells: Cells, size: HTMLElement }[]} */
    this.kept = [];
    const ends = element("p", { class: "memory__ends" }, element("span", {}, "oldest"), element("span", {}, "newest"));
    this.node = element(
      "div",
      { class: "memory__method" },
      element("p", { class: "memory__words" }, this.name, " ", this.words),
      element(
        "div",
        { class: "memory__parts" },
        element(
          "div",
          { class: "memory__recall" },
          ...named("recall", this.bars),
          ...named("written", this.values.node),
          ...named("answers", this.answers.node),
          ends,
        ),
        this.state,
      ),
    );
    /** @type {number[]} */
    this.shares = [];
  }

  /** Shows a memory after some pairs. @param {Memory} memory @param {number} count */
  show(memory, count) {
    const { pairs, size } = memory.choice;
    const recalled = memory.recall(count);
    this.shares = recalled.map(({ share }) => share);
    const shown = memory.state(count);
    const sizes = shown.map(({ kept }) => /** @type {[number, number]} */ ([kept.rows, kept.columns]));
    const again = memory.choice.again && count === pairs;
    const oneMore = memory.numbers(count + 1) - memory.numbers(count);
    say(this.words, inWords(this.shares, sizes, memory.numbers(count), oneMore, again));
    const bar = (/** @type {number} */ share, /** @type {number} */ at) =>
      `M${at}.1 100v-${Math.round(100 * share)}h.8v${Math.round(100 * share)}z`;
    const bars = (/** @type {boolean} */ isRecalled) =>
      this.shares.map((share, at) => (share >= HALF === isRecalled && share ? bar(share, at) : "")).join("");
    put(this.bars, "viewBox", `0 0 ${pairs} 100`);
    put(this.half, "d", `M0 50h${pairs}`);
    put(this.recalled, "d", bars(true));
    put(this.lost, "d", bars(false));
    const percent = this.shares.map((share) => Math.round(100 * share)).join(", ");
    put(this.bars, "aria-label", `Recall in percent, from the oldest pair to the newest: ${percent}`);
    this.values.show(size, pairs, (row, at) => (at < count ? memory.values[at][row] : 0), 1);
    this.answers.show(size, pairs, (row, at) => recalled[at]?.answer[row] ?? 0, 1);
    this.#keep(shown, pairs, oneMore > 0);
  }

  /** @param {{ key: string, kept: Matrix }[]} all @param {number} pairs @param {boolean} isGrowing */
  #keep(all, pairs, isGrowing) {
    const isMatrix = (/** @type {{ kept: Matrix }} */ { kept }) => kept.rows > 1 && kept.columns > 1;
    const matrices = all.filter(isMatrix);
    const shown = matrices.length ? matrices : all;
    if (this.kept.length !== shown.length) {
      this.kept = shown.map(() => ({ cells: new Cells("memory__kept"), size: element("span") }));
      const parts = this.kept.map(({ cells, size }, at) =>
        element("div", {}, element("p", {}, written(this.method.maths[shown[at].key] ?? ""), " ", size), cells.node),
      );
      this.state.replaceChildren(...parts);
    }
    let largest = 0;
    for (const { kept } of shown) for (const one of kept.data) largest = Math.max(largest, Math.abs(one));
    for (const [at, { kept }] of shown.entries()) {
      const { rows, columns, data } = kept;
      say(this.kept[at].size, `${rows} × ${columns}, at most ±${Number(largest.toPrecision(2))}`);
      const room = isGrowing ? pairs : columns; // a memory that grows has room for all pairs from the start
      const of = (/** @type {number} */ row, /** @type {number} */ column) => data[row * columns + column] ?? 0;
      this.kept[at].cells.show(rows || 1, room, (row, column) => (column < columns ? of(row, column) : 0), largest);
    }
  }
}
