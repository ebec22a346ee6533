// @ts-check
// The figure of one or more methods as memories: a reader writes pairs, changes them, and sees what is recalled.
import { element } from "../shared/dom.js";
import { Controls } from "./controls.js";
import { Drawing } from "./draw.js";
import { Memory } from "./recall.js";

/** @typedef {import("./recall.js").Choice} Choice */
/** @typedef {{ key: string, label: string, least: number, most: number }} Slider */
/**
 * A method's program, with what the figure says of it.
 * @typedef {import("./machine.js").Program & {
 *   name: string, sliders: Slider[], open: string[], maths: Record<string, string>
 * }} Shown
 */

/** What the figure begins with; pages/memory.py draws the same. @type {Readonly<Choice>} */
export const FIRST = { pairs: 16, size: 8, similarity: 0, length: 8, again: false };
const PAUSE = 400; // between two pairs, in milliseconds

/** @param {HTMLElement} part @param {URL} root @param {AbortSignal} [signal] */
export async function start(part, root, signal) {
  const get = async (/** @type {string} */ address) => {
    const answer = await fetch(new URL(address, root));
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return /** @type {Promise<Shown>} */ (answer.json());
  };
  const methods = await Promise.all((part.dataset.programs ?? "").split(" ").map(get));
  if (!signal?.aborted) new Figure(part, methods, get, signal).open();
}

class Figure {
  #isWaiting = false;
  #timer = 0;
  #saying = 0;

  /**
   * @param {HTMLElement} part @param {Shown[]} methods
   * @param {(address: string) => Promise<Shown>} get @param {AbortSignal} [signal]
   */
  constructor(part, methods, get, signal) {
    this.part = part;
    this.methods = methods;
    this.get = get;
    this.own = methods.length;
    /** @type {Choice} */
    this.choice = { ...FIRST };
    /** @type {Record<string, number>} by the label of the slider */
    this.settings = {};
    this.count = FIRST.pairs;
    this.isPlaying = false;
    /** @type {Drawing[]} */
    this.drawings = [];
    /** @type {Memory[]} */
    this.memories = [];
    this.status = element("p", { class: "unseen", role: "status" });
    this.body = element("tbody");
    this.head = element("tr");
    const table = element("table", { class: "fields" }, element("thead", {}, this.head), this.body);
    const scroll = element("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Recall" }, table);
    this.numbers = element("details", { class: "more" }, element("summary", {}, "The numbers"), scroll);
    this.numbers.addEventListener("toggle", () => this.#fill());
    this.controls = new Controls(this, JSON.parse(part.dataset.beside ?? "[]"));
    signal?.addEventListener("abort", () => this.#pause());
  }

  open() {
    this.#begin();
    const stage = this.part.querySelector(".memory__stage");
    const isLong = this.own > 1;
    this.controls.more.open = !isLong;
    if (isLong) stage?.before(this.controls.node);
    stage?.after(...(isLong ? [] : [this.controls.node]), this.numbers, this.status);
  }

  /** Shows another method beside the first ones; none with "". @param {string} address */
  async beside(address) {
    this.methods = [...this.methods.slice(0, this.own), ...(address ? [await this.get(address)] : [])];
    this.#begin();
  }

  /** After the methods have changed. */
  #begin() {
    this.drawings = this.methods.map((method) => new Drawing(method));
    this.part.querySelector(".memory__stage")?.replaceChildren(...this.drawings.map(({ node }) => node));
    this.controls.sliders(this.methods);
    this.#write();
    this.#draw();
  }

  /** What the reader has changed. @param {Partial<Choice>} choice */
  choose(choice) {
    const isAll = this.count === this.choice.pairs;
    this.choice = { ...this.choice, ...choice };
    this.count = isAll ? this.choice.pairs : Math.min(this.count, this.choice.pairs);
    this.#changed();
  }

  /** Writes other pairs, with the settings as they are. @param {Partial<Choice>} choice */
  scene(choice) {
    this.#pause();
    this.choice = { ...FIRST, size: this.choice.size, ...choice };
    this.count = this.choice.pairs;
    this.#changed();
  }

  /** @param {string} label @param {number} value */
  set(label, value) {
    this.settings[label] = value;
    this.#changed();
  }

  #changed() {
    this.memories = [];
    this.#later();
    this.#say();
  }

  /** Writes all pairs again, for other pairs or settings. */
  #write() {
    this.memories = this.methods.map((method) => {
      const known = method.sliders.filter(({ label }) => label in this.settings);
      const settings = Object.fromEntries(known.map(({ key, label }) => [key, this.settings[label]]));
      return new Memory(method, this.choice, settings);
    });
  }

  /** Goes to the time after some pairs. @param {number} count */
  go(count) {
    this.#pause();
    this.count = count;
    this.#later();
    this.#say();
  }

  step() {
    this.go(this.count < this.choice.pairs ? this.count + 1 : 1);
  }

  reset() {
    this.choice = { ...FIRST };
    this.settings = {};
    this.controls.sliders(this.methods);
    this.memories = [];
    this.go(FIRST.pairs);
  }

  play() {
    if (this.isPlaying) {
      this.#pause();
      this.#later();
      return;
    }
    if (this.count === this.choice.pairs) this.count = 0;
    this.isPlaying = true;
    this.#later();
    this.#timer = window.setInterval(() => {
      if (!this.part.isConnected) return this.#pause();
      this.count++;
      if (this.count >= this.choice.pairs) {
        this.#pause();
        this.#say();
      }
      this.#later();
    }, PAUSE);
  }

  #pause() {
    clearInterval(this.#timer);
    this.isPlaying = false;
  }

  /** Draws once before the next frame, however much has changed. */
  #later() {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    requestAnimationFrame(() => {
      this.#isWaiting = false;
      this.#draw();
    });
  }

  #draw() {
    if (!this.memories.length) this.#write();
    for (const [at, drawing] of this.drawings.entries()) drawing.show(this.memories[at], this.count);
    this.controls.show();
    this.#fill();
  }

  /** Says the sentences aloud when the reader has stopped to change things. */
  #say() {
    clearTimeout(this.#saying);
    this.#saying = window.setTimeout(() => {
      this.status.textContent = this.drawings.map(({ node }) => node.querySelector("p")?.textContent).join(" ");
    }, 500);
  }

  /** The same as numbers. */
  #fill() {
    if (!this.numbers.open) return;
    const names = this.methods.map(({ name }) => element("th", { scope: "col" }, name));
    this.head.replaceChildren(element("th", { scope: "col" }, "Pair"), ...names);
    const rows = Array.from({ length: this.count }, (_, at) => {
      const again = this.choice.again && at === this.choice.pairs - 1 ? " (key of pair 1)" : "";
      const shares = this.drawings.map(({ shares }) => element("td", {}, `${Math.round(100 * shares[at])} %`));
      return element("tr", {}, element("th", { scope: "row" }, `${at + 1}${again}`), ...shares);
    });
    this.body.replaceChildren(...rows);
  }
}
