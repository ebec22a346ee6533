// @ts-check
// The years as a small histogram: a click takes one, a drag takes a span. The two lists below it do the same by keyboard.
import { element } from "./dom.js";
import { span } from "./query.js";

const MOST = 20; // bars; the first stands for all years before it, so that one old paper does not crowd out the others

/** @param {Map<string, number>} totals @param {(values: string[]) => void} choose */
export function years(totals, choose) {
  const known = [...totals.keys()].map(Number).sort((a, b) => a - b);
  const last = known[known.length - 1],
    first = Math.max(known[0], last - MOST + 1);
  const isOpen = first > known[0];
  const bars = Array.from({ length: last - first + 1 }, (_, at) => {
    const to = first + at,
      from = at ? to : known[0];
    const height = element("span");
    return { from, to, height, node: element("span", { class: "years__bar" }, height) };
  });
  const chart = element("div", { class: "years", "aria-hidden": "true" }, ...bars.map(({ node }) => node));
  const ends = element(
    "div",
    { class: "years__ends", "aria-hidden": "true" },
    element("span", {}, `${isOpen ? "until " : ""}${first}`),
    element("span", {}, String(last)),
  );
  const [from, to] = ["From", "To"].map((name) => element("select", { "aria-label": `${name} year` }));
  const lists = element(
    "div",
    { class: "years__lists" },
    element("label", {}, "From", from),
    element("label", {}, "To", to),
  );
  let chosen = /** @type {string[]} */ ([]);
  let start = -1;

  /** The number of the bar at which a finger or mouse is. @param {PointerEvent} event */
  const barAt = ({ clientX }) => {
    const { left, width } = chart.getBoundingClientRect();
    return Math.min(bars.length - 1, Math.max(0, Math.floor(((clientX - left) / width) * bars.length)));
  };
  /** @param {string[]} values */
  function mark(values) {
    const spans = values.map(span);
    chart.classList.toggle("years--chosen", values.length > 0);
    for (const bar of bars)
      bar.node.classList.toggle(
        "is-chosen",
        spans.some(([a, b]) => bar.to >= a && bar.from <= b),
      );
  }
  /** @param {number} a @param {number} b the other bar of the span */
  function spanOf(a, b) {
    const low = Math.min(a, b),
      end = bars[Math.max(a, b)].to;
    if (!low && isOpen) return `..${end}`;
    return bars[low].from === end ? `${end}` : `${bars[low].from}..${end}`;
  }

  chart.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    start = barAt(event);
    chart.setPointerCapture(event.pointerId);
    mark([spanOf(start, start)]);
  });
  chart.addEventListener("pointermove", (event) => {
    if (start >= 0) mark([spanOf(start, barAt(event))]);
  });
  chart.addEventListener("pointerup", (event) => {
    if (start < 0) return;
    const value = spanOf(start, barAt(event));
    start = -1;
    choose(chosen.length === 1 && chosen[0] === value ? [] : [value]);
  });
  chart.addEventListener("pointercancel", () => {
    start = -1;
    mark(chosen);
  });
  for (const list of [from, to])
    list.addEventListener("change", () => {
      let a = from.value,
        b = to.value;
      // The end that was just set counts: the other one follows where they would cross.
      if (a && b && a > b) list === from ? (b = a) : (a = b);
      choose(a || b ? [a === b ? a : `${a}..${b}`] : []);
    });

  return {
    nodes: [chart, ends, lists],
    /** @param {Map<string, number>} counts @param {string[]} values */
    update(counts, values) {
      chosen = values;
      const numbers = bars.map((bar) =>
        known.reduce(
          (sum, year) => sum + (year >= bar.from && year <= bar.to ? (counts.get(String(year)) ?? 0) : 0),
          0,
        ),
      );
      const most = Math.max(1, ...numbers);
      bars.forEach((bar, at) => {
        bar.node.title = `${bar.from === bar.to ? "" : bar.from + "–"}${bar.to}: ${numbers[at].toLocaleString("en")}`;
        bar.height.style.height = numbers[at] ? `max(2px, ${(100 * numbers[at]) / most}%)` : "0";
      });
      mark(values);
      const spans = values.map((value) => (value.includes("..") ? value.split("..") : [value, value]));
      const lowest = spans.every(([a]) => a) ? (spans.map(([a]) => a).sort()[0] ?? "") : "";
      const highest = spans.every(([, b]) => b)
        ? (spans
            .map(([, b]) => b)
            .sort()
            .pop() ?? "")
        : "";
      for (const [list, value] of /** @type {[HTMLSelectElement, string][]} */ ([
        [from, lowest],
        [to, highest],
      ])) {
        const offered = known.includes(Number(value)) || !value ? known : [...known, Number(value)].sort();
        const count = (/** @type {number} */ year) => (counts.get(String(year)) ?? 0).toLocaleString("en");
        list.replaceChildren(
          element("option", { value: "" }, "any"),
          ...offered.map((year) => element("option", { value: String(year) }, `${year} (${count(year)})`)),
        );
        list.value = value;
      }
    },
  };
}
