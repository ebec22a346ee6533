// @ts-check
// The years as a small histogram: a click chooses a year, a drag a span. Two lists below it do the same by keyboard.
import { element } from "../shared/dom.js";
import { grouped } from "../shared/format.js";
import { span } from "../search/query.js";

// The first bar stands for all years before it too, so that one old paper does not make the others narrow.
const MOST_BARS = 20;

/** @typedef {(values: string[]) => void} ChooseYears */

/** @param {Map<string, number>} totals papers by year @param {ChooseYears} choose */
export function years(totals, choose) {
  const known = [...totals.keys()].map(Number).sort((a, b) => a - b);
  const chart = new Chart(known, choose);
  const lists = yearLists(known, choose);
  return {
    nodes: [chart.node, chart.ends, lists.node],
    /** @param {Map<string, number>} counts @param {string[]} values the chosen ones */
    update(counts, values) {
      chart.update(counts, values);
      lists.update(counts, values);
    },
  };
}

/** The bars. A pointer chooses among them. */
class Chart {
  #chosen = /** @type {string[]} */ ([]);
  #start = -1; // the bar where a drag began, or -1

  /** @param {number[]} known years in order @param {ChooseYears} choose */
  constructor(known, choose) {
    const last = known[known.length - 1];
    const first = Math.max(known[0], last - MOST_BARS + 1);
    this.known = known;
    this.choose = choose;
    this.hasEarlier = first > known[0];
    this.bars = Array.from({ length: last - first + 1 }, (_, at) => {
      const height = element("span");
      const node = element("span", { class: "years__bar" }, height);
      return { from: at ? first + at : known[0], to: first + at, height, node };
    });
    this.node = element("div", { class: "years", "aria-hidden": "true" }, ...this.bars.map(({ node }) => node));
    const firstText = `${this.hasEarlier ? "until " : ""}${first}`;
    this.ends = element("div", { class: "years__ends", "aria-hidden": "true" });
    this.ends.append(element("span", {}, firstText), element("span", {}, String(last)));
    this.#listen();
  }

  #listen() {
    const { node } = this;
    node.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      this.#start = this.#barAt(event);
      node.setPointerCapture(event.pointerId);
      this.#mark([this.#span(this.#start)]);
    });
    node.addEventListener("pointermove", (event) => {
      if (this.#start >= 0) this.#mark([this.#span(this.#barAt(event))]);
    });
    node.addEventListener("pointerup", (event) => {
      if (this.#start < 0) return;
      const value = this.#span(this.#barAt(event));
      this.#start = -1;
      // Choosing the same again clears the choice.
      this.choose(this.#chosen.length === 1 && this.#chosen[0] === value ? [] : [value]);
    });
    node.addEventListener("pointercancel", () => {
      this.#start = -1;
      this.#mark(this.#chosen);
    });
  }

  /** The number of the bar under a finger or a mouse. @param {PointerEvent} event */
  #barAt({ clientX }) {
    const { left, width } = this.node.getBoundingClientRect();
    const at = Math.floor(((clientX - left) / width) * this.bars.length);
    return Math.min(this.bars.length - 1, Math.max(0, at));
  }

  /** The years from the bar where the drag began to another, as in addresses. @param {number} end */
  #span(end) {
    const low = Math.min(this.#start, end);
    const { to } = this.bars[Math.max(this.#start, end)];
    if (!low && this.hasEarlier) return `..${to}`;
    const { from } = this.bars[low];
    return from === to ? `${to}` : `${from}..${to}`;
  }

  /** @param {string[]} values */
  #mark(values) {
    const spans = values.map(span);
    this.node.classList.toggle("years--chosen", values.length > 0);
    for (const { node, from, to } of this.bars)
      node.classList.toggle(
        "is-chosen",
        spans.some(([a, b]) => to >= a && from <= b),
      );
  }

  /** @param {Map<string, number>} counts @param {string[]} values */
  update(counts, values) {
    this.#chosen = values;
    const sums = this.bars.map(({ from, to }) => {
      const years = this.known.filter((year) => year >= from && year <= to);
      return years.reduce((sum, year) => sum + (counts.get(String(year)) ?? 0), 0);
    });
    const most = Math.max(1, ...sums);
    this.bars.forEach(({ node, height, from, to }, at) => {
      node.title = `${from === to ? "" : `${from}–`}${to}: ${grouped(sums[at])}`;
      height.style.height = sums[at] ? `max(2px, ${(100 * sums[at]) / most}%)` : "0";
    });
    this.#mark(values);
  }
}

/** The lists of the first and the last year. @param {number[]} known @param {ChooseYears} choose */
function yearLists(known, choose) {
  const [from, to] = ["From", "To"].map((name) => element("select", { "aria-label": `${name} year` }));
  const node = element("div", { class: "years__lists" });
  node.append(element("label", {}, "From", from), element("label", {}, "To", to));
  /** @param {HTMLSelectElement} changed */
  const onChange = (changed) => {
    let [first, last] = [from.value, to.value];
    // If the ends would cross, the one that was not changed follows.
    if (first && last && first > last) [first, last] = [changed.value, changed.value];
    const value = first === last ? first : `${first}..${last}`;
    choose(value ? [value] : []);
  };
  for (const list of [from, to]) list.addEventListener("change", () => onChange(list));
  return {
    node,
    /** @param {Map<string, number>} counts @param {string[]} values */
    update(counts, values) {
      const [first, last] = outerYears(values);
      fillYears(from, known, counts, first);
      fillYears(to, known, counts, last);
    },
  };
}

/** The first and the last year of all chosen spans; "" for an open end. @param {string[]} values */
function outerYears(values) {
  const spans = values.map((value) => (value.includes("..") ? value.split("..") : [value, value]));
  const firsts = spans.map(([from]) => from).sort();
  const lasts = spans.map(([, to]) => to).sort();
  return [firsts[0] ?? "", lasts.includes("") ? "" : (lasts[lasts.length - 1] ?? "")];
}

/**
 * @param {HTMLSelectElement} list @param {number[]} known @param {Map<string, number>} counts @param {string} chosen
 */
function fillYears(list, known, counts, chosen) {
  const years = !chosen || known.includes(Number(chosen)) ? known : [...known, Number(chosen)].sort();
  const options = years.map((year) => {
    const value = String(year);
    return element("option", { value }, `${value} (${grouped(counts.get(value) ?? 0)})`);
  });
  list.replaceChildren(element("option", { value: "" }, "any"), ...options);
  list.value = chosen;
}
