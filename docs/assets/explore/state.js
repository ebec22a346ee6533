// @ts-check
// What a reader has chosen in Explore, and the address that says so.

import { valueAsWritten } from "../search/facets.js";

/**
 * @typedef {object} State
 * @property {string} q the query
 * @property {string} sort "" for the usual order
 * @property {string} view "" for cards
 * @property {boolean} explain
 * @property {boolean} any whether one of the chosen tags is enough, instead of all
 * @property {Record<string, string[]>} filters by facet, the chosen values
 */

export const SORTS = [
  ["relevance", "Relevance"],
  ["newest", "Newest"],
  ["oldest", "Oldest"],
  ["title", "Title"],
  ["added", "Recently added"],
];
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
  "category",
  "year",
  "published",
  "venue",
  "tag",
  ...columns.properties.keys(),
  "has",
  "author",
];

/**
 * The state that an address gives. An address that was shared before a rename has the old value.
 * @param {string} search the query of the address @param {import("../search/columns.js").Columns} columns
 * @returns {State}
 */
export function read(search, columns) {
  const params = new URLSearchParams(search);
  /** @param {string} facet */
  const chosen = (facet) =>
    params.getAll(facet).map((value) => columns.former[facet]?.[value] ?? valueAsWritten(columns, facet, value));
  /** @param {string} name @param {string[][]} known */
  const one = (name, known) => known.find(([value]) => value === params.get(name))?.[0] ?? "";
  const filters = Object.fromEntries(
    facetsOf(columns).map((name) => [name, [...new Set(chosen(name).filter(Boolean))]]),
  );
  const q = params.get("q") ?? "";
  const any = params.get("tags") === "any";
  return { q, sort: one("sort", SORTS), view: one("view", VIEWS), explain: params.has("explain"), any, filters };
}

/** The query of the address, with its question mark; "" for the usual state. @param {State} state */
export function write({ q, sort, view, explain, any, filters }) {
  const params = new URLSearchParams();
  if (q.trim()) params.set("q", q);
  for (const [name, values] of Object.entries(filters)) for (const value of values) params.append(name, value);
  if (any && filters.tag.length > 1) params.set("tags", "any");
  if (sort) params.set("sort", sort);
  if (view && view !== VIEWS[0][0]) params.set("view", view);
  if (explain) params.set("explain", "");
  const text = params.toString().replace(/%3A/g, ":").replace(/=$/, "");
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
  const options = { filters: state.filters, whole, sort: sortOf(state), limit: Infinity, facets: true };
  return [state.q, { ...options, explain: state.explain }];
}
