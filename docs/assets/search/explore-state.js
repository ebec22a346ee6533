// @ts-check
// What a reader has chosen, and the address that says it.

/**
 * @typedef {{ q: string, sort: string, view: string, explain: boolean, filters: Record<string, string[]> }} State
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

/** The names of all facets, in the order in which they stand. @param {any} columns @returns {string[]} */
export const facetsOf = (columns) => [
  "category",
  "year",
  "venue",
  "tag",
  ...columns.properties.keys(),
  "has",
  "author",
];

/** The state that an address says; what it does not say is as usual. @param {string} search @param {string[]} facets @returns {State} */
export function read(search, facets) {
  const params = new URLSearchParams(search);
  /** @param {string} name @param {string[][]} known */
  const one = (name, known) => known.find(([value]) => value === params.get(name))?.[0] ?? "";
  const filters = Object.fromEntries(facets.map((name) => [name, [...new Set(params.getAll(name).filter(Boolean))]]));
  return {
    q: params.get("q") ?? "",
    sort: one("sort", SORTS),
    view: one("view", VIEWS),
    explain: params.has("explain"),
    filters,
  };
}

/** The query of the address, with its question mark, or nothing. @param {State} state */
export function write({ q, sort, view, explain, filters }) {
  const params = new URLSearchParams();
  if (q.trim()) params.set("q", q);
  for (const [name, values] of Object.entries(filters)) for (const value of values) params.append(name, value);
  if (sort) params.set("sort", sort);
  if (view && view !== VIEWS[0][0]) params.set("view", view);
  if (explain) params.set("explain", "");
  const text = params.toString().replace(/%3A/g, ":").replace(/=$/, "");
  return text && `?${text}`;
}

/** The order that holds: the one chosen, else relevance where there is a query. @param {State} state */
export const sortOf = ({ sort, q }) =>
  sort && (sort !== "relevance" || q.trim()) ? sort : q.trim() ? "relevance" : "newest";

/** A year, or a span of them, in words. @param {string} value */
export function yearsInWords(value) {
  const [from, to] = value.split("..");
  return to === undefined || from === to ? from : from && to ? `${from}–${to}` : from ? `since ${from}` : `until ${to}`;
}

/**
 * What the engine is asked. Who wants code and a method wants both, while values of a facet are alternatives: so
 * those stand in the query.
 * @param {State} state @returns {[string, import("./engine.js").Options]}
 */
export function question(state) {
  const { has = [], ...filters } = state.filters;
  const text = [...has.map((value) => `has:${value}`), state.q].join(" ");
  return [text, { filters, sort: sortOf(state), limit: Infinity, facets: true, explain: state.explain }];
}
