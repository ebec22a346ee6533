// @ts-check
// The facets beside the list: their values, how many papers each value has, and what is chosen.
import { element } from "../shared/dom.js";
import { grouped } from "../shared/format.js";
import { authorSlug } from "../search/people.js";
import { facetsOf, yearsInWords } from "./state.js";
import { years } from "./years.js";

/** @typedef {import("../search/columns.js").Columns} Columns */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./files.js").Listed} Listed */
/** @typedef {import("./files.js").Explained} Explained */
/** @typedef {Record<string, Map<string, number>>} Counts by facet and value: how many papers */
/**
 * @typedef {object} Choose
 * @property {(facet: string, value: string) => void} toggle
 * @property {(years: Record<string, string[]>) => void} setYears by facet: `year` and `published`
 * @property {(any: boolean) => void} setAny
 */
/** @typedef {{ node: HTMLElement, update: (counts: Counts, state: State) => void }} Group a facet on the page */

const ALWAYS_SHOWN = 8; // values of a facet; more are shown on request
const YEARS = ["year", "published"]; // both are in one section, with a switch
const SORTED_BY_COUNT = ["venue", "tag"]; // those with many values
const NAMES = new Map([
  ["category", "Category"],
  ["year", "First public"],
  ["published", "Published"],
  ["venue", "Venue"],
  ["tag", "Tag"],
  ["has", "Has"],
  ["author", "Author"],
]);

/** The name of a facet. @param {Columns} columns @param {string} facet */
export const nameOf = (columns, facet) => NAMES.get(facet) ?? columns.properties.get(facet)?.name ?? facet;

/** The name of a facet's value. @param {Columns} columns @param {string} facet @param {string} value */
export function labelOf(columns, facet, value) {
  if (YEARS.includes(facet)) return yearsInWords(value);
  if (facet === "author") return columns.people.find((_, person) => authorSlug(columns, person) === value) ?? value;
  return valuesOf(columns, facet).find(([key]) => key === value)?.[1] ?? value;
}

/** The values of a facet with their names. @param {Columns} columns @param {string} facet @returns {string[][]} */
function valuesOf({ categories, tagNames, venues, preprint, has, properties }, facet) {
  if (facet === "category") return categories.map(([key, name]) => [key, name]);
  if (facet === "tag") return tagNames;
  if (facet === "venue") return [...venues.map((name) => [name, name]), preprint];
  if (facet === "has") return has;
  return properties.get(facet)?.values ?? [];
}

/**
 * @param {Columns} columns @param {Listed["values"]} explained @param {Counts} totals counts over all papers
 * @param {Choose} choose
 */
export function facets(columns, explained, totals, choose) {
  /** @param {string} name @returns {Group} */
  const group = (name) =>
    name === "year" ? yearGroup(totals, choose) : new ValueGroup(columns, name, explained[name], totals[name], choose);
  const groups = facetsOf(columns)
    .filter((name) => name !== "author" && name !== "published" && totals[name]?.size)
    .map(group);
  return {
    nodes: groups.map(({ node }) => node),
    /** @param {Counts} counts @param {State} state */
    update(counts, state) {
      for (const one of groups) one.update(counts, state);
    },
  };
}

/** @param {string} name @param {string} title @param {Node[]} children */
function section(name, title, ...children) {
  const node = element("details", { class: "facet", "data-facet": name }, element("summary", {}, title));
  node.open = true;
  node.append(element("div", { role: "group", "aria-label": title }, ...children));
  return node;
}

/**
 * The year of the first public version or, by a switch, that of the publication: with a venue, the latter.
 * @param {Counts} totals @param {Choose} choose @returns {Group}
 */
function yearGroup(totals, choose) {
  let state = /** @type {State | null} */ (null);
  let counts = totals;
  let picked = "";
  const parts = YEARS.map((name) => ({
    name,
    ...years(totals[name] ?? new Map(), (values) => choose.setYears({ [name]: values })),
    button: element("button", { type: "button" }, NAMES.get(name) ?? name),
  }));
  const buttons = parts.map(({ button }) => button);
  const choice = element("div", { class: "explore__views facet__match", role: "group", "aria-label": "Year" });
  choice.append(...buttons);
  const body = element("div");
  const node = section("year", "Year", choice, body);
  const shown = () => {
    const filters = state?.filters ?? {};
    const chosen = YEARS.find((name) => filters[name]?.length);
    return chosen ?? (picked || (filters.venue?.length ? "published" : "year"));
  };
  const show = () => {
    for (const { name, button, nodes, update } of parts) {
      const isShown = name === shown();
      button.setAttribute("aria-pressed", String(isShown));
      if (isShown && body.firstElementChild !== nodes[0]) body.replaceChildren(...nodes);
      update(counts[name] ?? new Map(), state?.filters[name] ?? []);
    }
  };
  for (const { name, button } of parts)
    button.addEventListener("click", () => {
      const other = shown();
      const values = state?.filters[other] ?? [];
      picked = name;
      if (values.length && other !== name) choose.setYears({ [other]: [], [name]: values });
      else show();
    });
  const update = (/** @type {Counts} */ allCounts, /** @type {State} */ current) => {
    [counts, state] = [allCounts, current];
    show();
  };
  return { node, update };
}

/** The check boxes of a facet. */
class ValueGroup {
  #isWhole = false; // shows all values
  #update = () => {};

  /**
   * @param {Columns} columns @param {string} name @param {Explained | undefined} explained
   * @param {Map<string, number>} totals @param {Choose} choose
   */
  constructor(columns, name, explained, totals, choose) {
    this.name = name;
    this.title = nameOf(columns, name);
    this.totals = totals;
    this.rows = valuesOf(columns, name)
      .filter(([value]) => totals.has(value))
      .map(([value, label]) => valueRow(name, value, label, explained?.values[value], choose));
    this.more = element("button", { type: "button", class: "facet__more", "aria-expanded": "false" });
    this.more.addEventListener("click", () => {
      this.#isWhole = !this.#isWhole;
      this.#update();
    });
    this.match = name === "tag" ? matchSwitch(choose.setAny) : null;
    const rows = this.rows.map((row) => row.node);
    const help = explained ? explainer(this.title, explained.about, this.rows) : null;
    this.foot = element("div", { class: "facet__foot" }, this.more, ...(help ? [help.button] : []));
    const nodes = [help?.about, this.match?.node, ...rows, this.foot].flatMap((node) => node ?? []);
    this.node = section(name, this.title, ...nodes);
  }

  /** @param {Counts} allCounts @param {State} state */
  update(allCounts, state) {
    this.#update = () => this.update(allCounts, state);
    const counts = allCounts[this.name];
    const chosen = state.filters[this.name];
    if (SORTED_BY_COUNT.includes(this.name)) this.#sort(counts);
    let extra = 0;
    this.rows.forEach((row, at) => {
      const isChosen = chosen.includes(row.value);
      const isExtra = at >= ALWAYS_SHOWN && !isChosen;
      if (isExtra) extra++;
      showValue(row, counts.get(row.value) ?? 0, isChosen);
      row.node.hidden = isExtra && !this.#isWhole && document.activeElement !== row.box;
    });
    this.#showMore(extra);
    if (chosen.length) this.node.open = true;
    this.match?.update(state.any, chosen.length);
  }

  /**
   * The values with the most papers first. A choice does not change the counts of its own facet, so values do not jump
   * while a reader is clicking.
   * @param {Map<string, number>} counts
   */
  #sort(counts) {
    if (this.node.contains(document.activeElement)) return; // a moved element loses the focus
    const { totals, rows, foot } = this;
    const before = rows.slice();
    /** @param {Map<string, number>} numbers @param {ValueRow} a @param {ValueRow} b */
    const difference = (numbers, a, b) => (numbers.get(b.value) ?? 0) - (numbers.get(a.value) ?? 0);
    rows.sort((a, b) => difference(counts, a, b) || difference(totals, a, b));
    if (rows.some((row, at) => row !== before[at])) foot.before(...rows.map((row) => row.node));
  }

  /** @param {number} extra how many values are shown only on request */
  #showMore(extra) {
    const { more, title } = this;
    const text = this.#isWhole ? "Fewer" : `${extra} more`;
    more.hidden = !extra;
    more.textContent = text;
    more.setAttribute("aria-label", `${text}: ${title}`);
    more.setAttribute("aria-expanded", String(this.#isWhole));
  }
}

/**
 * The choice between papers with all of the chosen tags and papers with any of them.
 * @param {(any: boolean) => void} choose
 */
function matchSwitch(choose) {
  const [all, any] = ["All of these", "Any of these"].map((label, at) => {
    const button = element("button", { type: "button" }, label);
    button.addEventListener("click", () => choose(at === 1));
    return button;
  });
  const attributes = { class: "explore__views facet__match", role: "group", "aria-label": "Papers with" };
  const node = element("div", attributes, all, any);
  return {
    node,
    /** @param {boolean} isAny @param {number} chosen how many tags are chosen */
    update(isAny, chosen) {
      node.hidden = chosen < 2;
      all.setAttribute("aria-pressed", String(!isAny));
      any.setAttribute("aria-pressed", String(isAny));
    },
  };
}

/** @typedef {ReturnType<typeof valueRow>} ValueRow */

/**
 * A check box with the picture, the name and the count of a value, and what the value means.
 * @param {string} facet @param {string} value @param {string} label
 * @param {[string, string] | undefined} explained a description and a picture @param {Choose} choose
 */
function valueRow(facet, value, label, explained, choose) {
  const [description, picture] = explained ?? ["", ""];
  const box = element("input", { type: "checkbox", name: facet, value });
  const count = element("span", { class: "facet__count" });
  const line = element("label", { class: "facet__value" }, box, element("span", {}, label), count);
  const node = element("div", { class: "facet__row" }, line);
  if (picture) box.insertAdjacentHTML("afterend", picture); // made by the build
  const about = element("p", { class: "facet__about", id: `about-${facet}-${value}`, hidden: "" }, description);
  if (description) {
    line.title = description;
    box.setAttribute("aria-describedby", about.id);
    node.append(about);
  }
  box.addEventListener("change", () => choose.toggle(facet, value));
  return { value, box, count, node, about };
}

/** Shows what the values of a facet mean. @param {string} title @param {string} text @param {ValueRow[]} rows */
function explainer(title, text, rows) {
  const about = element("p", { class: "facet__about" }, text);
  const button = element("button", { type: "button", class: "facet__more", "aria-expanded": "false" });
  const show = (/** @type {boolean} */ isShown) => {
    button.textContent = isShown ? "Hide the meanings" : "What these mean";
    button.setAttribute("aria-label", `${button.textContent}: ${title}`);
    button.setAttribute("aria-expanded", String(isShown));
    for (const row of rows) row.about.hidden = !isShown;
  };
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") === "false"));
  show(false);
  return { about: text ? about : null, button };
}

/** @param {ValueRow} row @param {number} count @param {boolean} isChosen */
function showValue({ box, count: countNode }, count, isChosen) {
  const text = grouped(count);
  if (countNode.textContent !== text) countNode.textContent = text;
  box.checked = isChosen;
  // A value without papers cannot be chosen, but it stays, so that those below do not move at each choice.
  box.disabled = !count && !isChosen && document.activeElement !== box;
}
