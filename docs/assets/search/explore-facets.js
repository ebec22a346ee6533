// @ts-check
// The facets beside the list: what there is to choose, how many papers each choice has, and what is chosen.
import { addressOf } from "./facets.js";
import { element, plural } from "./dom.js";
import { facetsOf, yearsInWords } from "./explore-state.js";
import { years } from "./explore-years.js";

/** @typedef {import("./explore-state.js").State} State */
/** @typedef {{ toggle: (facet: string, value: string) => void, setYears: (values: string[]) => void }} Choose */

const FIRST = 8;
const OPEN = ["category", "year", "venue", "tag", "has"];
const NAMES = /** @type {Record<string, string>} */ ({
  category: "Category",
  year: "Year",
  venue: "Venue",
  tag: "Tag",
  has: "Has",
  author: "Author",
});

/** How a facet is called. @param {any} columns @param {string} facet @returns {string} */
export const nameOf = (columns, facet) => NAMES[facet] ?? columns.properties.get(facet)?.name ?? facet;

/** What a value of a facet is called. @param {any} columns @param {string} facet @param {string} value @returns {string} */
export function labelOf(columns, facet, value) {
  if (facet === "year") return yearsInWords(value);
  if (facet === "author")
    return (
      columns.people.find((/** @type {string} */ _, /** @type {number} */ one) => addressOf(columns, one) === value) ??
      value
    );
  return valuesOf(columns, facet).find(([key]) => key === value)?.[1] ?? value;
}

/** The values of a facet with their names. @param {any} columns @param {string} facet @returns {string[][]} */
function valuesOf(columns, facet) {
  if (facet === "category") return columns.categories;
  if (facet === "tag") return columns.tagNames;
  if (facet === "venue")
    return [...columns.venues.map((/** @type {string} */ name) => [name, name]), ["preprint", "Preprint"]];
  if (facet === "has")
    return [
      ["code", "Code"],
      ["method", "Method in formulas"],
    ];
  return columns.properties.get(facet)?.values ?? [];
}

/**
 * @param {any} columns @param {Record<string, Map<string, number>>} totals counts over all papers @param {Choose} choose
 */
export function facets(columns, totals, choose) {
  const groups = facetsOf(columns)
    .filter((name) => name !== "author" && totals[name]?.size)
    .map((name) =>
      name === "year" ? yearGroup(totals[name], choose) : valueGroup(columns, name, totals[name], choose),
    );
  return {
    nodes: groups.map(({ node }) => node),
    /** @param {Record<string, Map<string, number>>} counts @param {State} state */
    update: (counts, state) => groups.forEach(({ update }) => update(counts, state)),
  };
}

/** @param {string} name @param {string} title @param {Node[]} children */
const group = (name, title, ...children) =>
  element(
    "details",
    { class: "facet", "data-facet": name, ...(OPEN.includes(name) && { open: "" }) },
    element("summary", {}, title),
    element("div", { role: "group", "aria-label": title }, ...children),
  );

/** @param {Map<string, number>} totals @param {Choose} choose */
function yearGroup(totals, choose) {
  const { nodes, update } = years(totals, choose.setYears);
  return {
    node: group("year", NAMES.year, ...nodes),
    update: (/** @type {Record<string, Map<string, number>>} */ counts, /** @type {State} */ state) =>
      update(counts.year, state.filters.year),
  };
}

/**
 * Vocabularies in their order; venues and tags, of which there are many, by how many papers they have. A choice does
 * not change the counts of its own facet, so that no value moves away under the hand.
 * @param {any} columns @param {string} name @param {Map<string, number>} totals @param {Choose} choose
 */
function valueGroup(columns, name, totals, choose) {
  const title = nameOf(columns, name);
  const values = valuesOf(columns, name).filter(([value]) => totals.has(value));
  let isWhole = false;
  let last = () => {};
  const rows = values.map(([value, label]) => {
    const box = element("input", { type: "checkbox", name, value });
    const count = element("span", { class: "facet__count" });
    const node = element("label", { class: "facet__value" }, box, element("span", {}, label), count);
    box.addEventListener("change", () => choose.toggle(name, value));
    return { value, box, count, node };
  });
  const more = element("button", { type: "button", class: "facet__more", "aria-expanded": "false" });
  more.addEventListener("click", () => {
    isWhole = !isWhole;
    last();
  });
  const node = group(name, title, ...rows.map((row) => row.node), more);
  /** @param {Map<string, number>} counts */
  function inOrder(counts) {
    if (node.contains(document.activeElement)) return; // by moving it would lose the focus
    const before = rows.slice();
    rows.sort(
      (a, b) =>
        (counts.get(b.value) ?? 0) - (counts.get(a.value) ?? 0) ||
        (totals.get(b.value) ?? 0) - (totals.get(a.value) ?? 0),
    );
    if (rows.some((row, at) => row !== before[at])) more.before(...rows.map((row) => row.node));
  }
  /** @param {Record<string, Map<string, number>>} counts @param {State} state */
  function update(counts, state) {
    last = () => update(counts, state);
    const chosen = state.filters[name];
    if (name === "venue" || name === "tag") inOrder(counts[name]);
    let beyond = 0;
    rows.forEach(({ value, box, count, node: shown }, at) => {
      const number = counts[name].get(value) ?? 0,
        isChosen = chosen.includes(value);
      box.checked = isChosen;
      const text = number.toLocaleString("en");
      if (count.textContent !== text) count.textContent = text;
      // What would lead to nothing cannot be chosen, but keeps its place: else all below would move at each choice.
      box.disabled = !number && !isChosen && document.activeElement !== box;
      const isBeyond = at >= FIRST && !isChosen;
      if (isBeyond) beyond++;
      shown.hidden = isBeyond && !isWhole && document.activeElement !== box;
    });
    more.hidden = !beyond;
    more.textContent = isWhole ? "Fewer" : `${beyond} more`;
    more.setAttribute("aria-label", isWhole ? `Fewer: ${title}` : `${beyond} more: ${title}`);
    more.setAttribute("aria-expanded", String(isWhole));
    if (chosen.length) node.setAttribute("open", "");
  }
  return { node, update };
}

/**
 * The current choice, each with a button that takes it back.
 * @param {any} columns @param {State} state @param {(facet: string, value: string) => void} remove @param {() => void} clear
 */
export function chips(columns, state, remove, clear) {
  const made = Object.entries(state.filters).flatMap(([facet, values]) =>
    values.map((value) => {
      const text = `${nameOf(columns, facet)}: ${labelOf(columns, facet, value)}`;
      const button = element(
        "button",
        { type: "button", class: "chip", "aria-label": `Remove ${text}` },
        text,
        element("span", { "aria-hidden": "true" }, "×"),
      );
      button.addEventListener("click", () => remove(facet, value));
      return element("li", {}, button);
    }),
  );
  if (!made.length) return [];
  const all = element("button", { type: "button", class: "chip chip--clear" }, "Clear all");
  all.addEventListener("click", clear);
  return [...made, element("li", {}, all)];
}

/** @param {number} count */
export const chosenInWords = (count) => (count ? `Filters (${plural(count, "choice")})` : "Filters");
