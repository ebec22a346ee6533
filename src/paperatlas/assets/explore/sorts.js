// @ts-check
// The orders of the list: those of search, and one for each column of the table.

/** @typedef {import("./files.js").Listed} Listed */
/** @typedef {import("../search/engine.js").Hit} Hit */

/** The orders in the menu; a column of the table adds its own while it is chosen. */
export const SORTS = [
  ["relevance", "Relevance"],
  ["newest", "Newest"],
  ["oldest", "Oldest"],
  ["influence", "Influence"],
  ["title", "Title"],
  ["added", "Recently added"],
];
const OF_SEARCH = ["relevance", "newest", "oldest", "title", "added"];

/** The values of all orders, as in addresses. @param {Listed} listed */
export const sortsOf = ({ columns }) => [...SORTS.map(([value]) => value), ...columns.flatMap(({ sorts }) => sorts)];

/** The order for search, which `ordered` completes. @param {string} sort */
export const sortOfSearch = (sort) => (OF_SEARCH.includes(sort) ? sort : sort === "-title" ? "title" : "newest");

/**
 * The hits in the order of a column; papers without a value come last, and of equal papers the newer one first.
 * @param {Hit[]} hits in the order of `sortOfSearch` @param {string} sort @param {Listed} listed
 */
export function ordered(hits, sort, { ranks }) {
  if (sort === "-title") return [...hits].reverse();
  const rank = ranks[sort.replace("-", "")];
  if (!rank) return hits;
  const sign = sort[0] === "-" ? -1 : 1;
  const place = (/** @type {Hit} */ { doc }) => (rank[doc] ? sign * rank[doc] : Infinity);
  return [...hits].sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}

/** An order in words. @param {string} sort @param {Listed} listed */
export function nameOfSort(sort, { columns }) {
  const known = SORTS.find(([value]) => value === sort);
  if (known) return known[1];
  const column = columns.find(({ sorts }) => sorts.includes(sort));
  return column ? `${column.name}${sort === column.sorts[1] ? ", reversed" : ""}` : sort;
}
