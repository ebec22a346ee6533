// @ts-check
// What a reader can change in the figure of a memory: the time, the pairs, the settings of the methods.
import { element } from "../shared/dom.js";
import { say, written } from "./draw.js";

/** @typedef {import("./start.js").Shown} Shown */
/** @typedef {import("./recall.js").Choice} Choice */

/** @type {[keyof Choice, string, number, number, number][]} name, label, least, most and step */
const RANGES = [
  ["pairs", "Number of pairs", 2, 48, 1],
  ["size", "Size of keys and values", 4, 32, 4],
  ["similarity", "Similarity of the keys", 0, 0.9, 0.1],
  ["length", "Query = key ×", 1, 16, 1],
];

/** What is worth trying: each shows one thing that memories do. @type {[string, Partial<Choice>][]} */
const SCENES = [
  ["Few pairs", { pairs: 6 }],
  ["Many pairs", { pairs: 24 }],
  ["Similar keys", { pairs: 8, similarity: 0.5 }],
  ["One key twice", { pairs: 8, again: true }],
];

export class Controls {
  /** @param {any} figure @param {[string, string][]} beside the name and the address of other methods */
  constructor(figure, beside) {
    this.figure = figure;
    this.play = button("Play", () => figure.play());
    this.time = range("Pairs written", 0, 16, 1, (value) => figure.go(value));
    this.ranges = RANGES.map(([name, label, least, most, step]) => {
      const made = range(label, least, most, step, (value) => figure.choose({ [name]: value }));
      return { name, ...made };
    });
    this.again = element("input", { type: "checkbox" });
    this.again.addEventListener("change", () => figure.choose({ again: this.again.checked }));
    const again = element("label", { class: "memory__check" }, this.again, " The last pair has the key of the first");
    this.gates = element("div", { class: "memory__ranges" });
    this.open = element("p", { class: "quiet" });
    this.more = element(
      "details",
      { class: "more" },
      element("summary", {}, "Settings"),
      element("div", { class: "memory__ranges" }, ...this.ranges.map(({ node }) => node), again),
      this.gates,
      this.open,
    );
    this.node = element(
      "form",
      { class: "memory__tools", "aria-label": "The memory", autocomplete: "off" },
      element(
        "div",
        { class: "memory__time" },
        this.play,
        button("Step", () => figure.step()),
        button("Reset", () => figure.reset()),
        this.time.node,
      ),
      element(
        "div",
        { class: "memory__scenes", role: "group", "aria-label": "Try" },
        "Try: ",
        ...SCENES.map(([name, scene]) => button(name, () => figure.scene(scene))),
      ),
      this.more,
      ...(beside.length ? [this.#chooser(beside)] : []),
    );
    this.node.addEventListener("submit", (event) => event.preventDefault());
  }

  /** @param {[string, string][]} beside */
  #chooser(beside) {
    const options = beside.map(([name, address]) => element("option", { value: address }, name));
    const select = element("select", {}, element("option", { value: "" }, "no other method"), ...options);
    select.addEventListener("change", () => this.figure.beside(select.value));
    return element("label", { class: "memory__beside" }, "Beside it: ", select);
  }

  /** A slider for each setting of the methods; those that mean the same are one. @param {Shown[]} methods */
  sliders(methods) {
    /** @type {Map<string, HTMLElement>} */
    const found = new Map();
    for (const { sliders, settings } of methods)
      for (const { key, label, least, most } of sliders) {
        if (found.has(label)) continue;
        const made = range(label, least, most, (most - least) / 100, (value) => this.figure.set(label, value));
        made.set(this.figure.settings[label] ?? settings[key]);
        found.set(label, made.node);
      }
    this.gates.replaceChildren(...found.values());
    const open = [...new Set(methods.flatMap((method) => method.open))].join(", ");
    const said = `The formulas leave this open, so the figure chooses it, where training would learn it: ${open}.`;
    this.open.replaceChildren(...(open ? [written(said)] : []));
  }

  /** Shows what is so now. */
  show() {
    const { choice, count, isPlaying } = this.figure;
    for (const { name, set } of this.ranges) set(choice[name]);
    this.again.checked = choice.again;
    this.time.input.max = String(choice.pairs);
    this.time.set(count);
    say(this.play, isPlaying ? "Pause" : "Play");
  }
}

/** @param {string} text @param {() => void} act */
function button(text, act) {
  const node = element("button", { class: "action", type: "button" }, text);
  node.addEventListener("click", act);
  return node;
}

/**
 * A range with its label and its value.
 * @param {string} label may contain MathML @param {number} least @param {number} most @param {number} step
 * @param {(value: number) => void} act
 */
function range(label, least, most, step, act) {
  const input = element("input", { type: "range", min: `${least}`, max: `${most}`, step: `${step}` });
  const value = element("span", { "aria-hidden": "true" }); // the range itself says it
  const set = (/** @type {number} */ to) => {
    if (Number(input.value) !== to) input.value = String(to);
    say(value, String(Number(to.toPrecision(3))));
  };
  input.addEventListener("input", () => {
    set(Number(input.value));
    act(Number(input.value));
  });
  const node = element("label", { class: "memory__range" }, element("span", {}, written(label), " ", value), input);
  return { node, input, set };
}
