// @ts-check
// What a reader has chosen in Explore, and the address that says so.
import { valueAsWritten } from "../search/facets.js";
import { unknownInAddress } from "../shared/nearest.js";
import { sortOfSearch, sortsOf } from "./sorts.js";

/**
 * @typedef {object} State
 * @property {string} q the query
 * @property {string} sort "" for the usual order
 * @property {string} view "" for cards
 * @property {boolean} explain
 * @property {boolean} any whether one of the chosen tags is enough, instead of all
 * @property {string[]} cols the columns of the table; none for the usual ones
 * @property {Record<string, string[]>} filters by facet, the chosen values
 * @property {string[]} problems what is wrong with the address, in words
 */
/** @typedef {import("./files.js").Listed} Listed */
/** @typedef {import("../search/columns.js").Columns} Columns */

export const VIEWS = [
  ["cards", "Cards"],
  ["table", "Table"],
];

/**
 * The keys of all facets, in the order of the page.
 * @param {import("../search/columns.js").Columns} columns
 * @returns {string[]}
 */
export const facetsOf = (columns) => [
  "tag",
  ...columns.properties.keys(),
  "category",
  "year",
  "published",
  "venue",
  "has",
  "author",
];

/**
 * The values of a facet that addresses can have; null where it is not a list.
 * @param {Columns} columns @param {string} facet
 */
function known({ categories, tagNames, venues, preprint, has, properties }, facet) {
  if (facet === "category") return categories.map(([key]) => key);
  if (facet === "tag") return tagNames.map(([key]) => key);
  if (facet === "venue") return [...venues, preprint[0]];
  if (facet === "has") return has.map(([key]) => key);
  return properties.get(facet)?.values.map(([key]) => key) ?? null;
}

/** A year, or a span with at least one end. @param {string} value */
const isYears = (value) => /^(\d{4}|\d{4}\.\.(\d{4})?|\.\.\d{4})$/.test(value);

/**
 * Reads what an address chooses, and notes what it cannot.
 * @param {URLSearchParams} params @param {string[]} problems
 */
function reader(params, problems) {
  const note = (/** @type {string} */ what, /** @type {string} */ value, /** @type {string[]} */ values) =>
    problems.push(unknownInAddress(what, value, values));
  return {
    note,
    /** One of the known values, or "". @param {string} name @param {string} what @param {string[]} values */
    one(name, what, values) {
      const value = params.get(name) ?? "";
      if (!value || values.includes(value)) return value;
      note(what, value, values);
      return "";
    },
  };
}

/**
 * The state that an address gives. An address that was shared before a rename has the old value.
 * @param {string} search the query of the address @param {Columns} columns @param {Listed} listed
 * @returns {State}
 */
export function read(search, columns, listed) {
  const params = new URLSearchParams(search);
  const problems = /** @type {string[]} */ ([]);
  const { one, note } = reader(params, problems);
  /** @param {string} facet */
  const chosen = (facet) => {
    const written = (/** @type {string} */ value) =>
      columns.former[facet]?.[value] ?? valueAsWritten(columns, facet, value);
    const given = params.getAll(facet).filter(Boolean);
    const values = [...new Set(given.map(written))];
    const isYear = facet === "year" || facet === "published";
    const all = known(columns, facet);
    for (const value of values)
      if (isYear ? !isYears(value) : all && !all.includes(value)) note(isYear ? "year" : facet, value, all ?? []);
    return isYear ? values.filter(isYears) : values;
  };
  const filters = Object.fromEntries(facetsOf(columns).map((name) => [name, chosen(name)]));
  const keys = listed.columns.map(({ key }) => key);
  const cols = (params.get("cols") ?? "").split(",").filter((key) => keys.includes(key));
  return {
    q: params.get("q") ?? "",
    sort: one("sort", "order", sortsOf(listed)),
    view: one(
      "view",
      "view",
      VIEWS.map(([value]) => value),
    ),
    explain: params.has("explain"),
    any: params.get("tags") === "any",
    cols,
    filters,
    problems,
  };
}

/** The query of the address, with its question mark; "" for the usual state. @param {State} state */
export function write({ q, sort, view, explain, any, cols, filters }) {
  const params = new URLSearchParams();
  if (q.trim()) params.set("q", q);
  for (const [name, values] of Object.entries(filters)) for (const value of values) params.append(name, value);
  if (any && filters.tag.length > 1) params.set("tags", "any");
  if (sort) params.set("sort", sort);
  if (view && view !== VIEWS[0][0]) params.set("view", view);
  if (cols.length) params.set("cols", cols.join(","));
  if (explain) params.set("explain", "");
  const text = params.toString().replace(/%3A/g, ":").replace(/%2C/g, ",").replace(/=$/, "");
  return text && `?${text}`;
}

/** The order of the list: relevance needs a query, and is the usual order with one. @param {State} state */
export function sortOf({ sort, q }) {
  const usual = q.trim() ? "relevance" : "newest";
  return sort && sort !== "relevance" ? sort : usual;
}

/** A year or a span of years as text. @param {string} value as in addresses */
export function yearsInWords(value) {
  const [from, to] = value.split("..");
  if (to === undefined || from === to) return from;
  if (!to) return `since ${from}`;
  return from ? `${from}–${to}` : `until ${to}`;
}

/**
 * The query and the options for the engine. A paper has one category and year, so their values are alternatives. Who
 * chooses two tags wants both, until the switch says otherwise.
 * @param {State} state @returns {[string, import("../search/engine.js").Options]}
 */
export function question(state) {
  const whole = state.any ? ["has"] : ["has", "tag"];
  const options = { filters: state.filters, whole, sort: sortOfSearch(sortOf(state)), limit: Infinity, facets: true };
  return [state.q, { ...options, explain: state.explain }];
}
