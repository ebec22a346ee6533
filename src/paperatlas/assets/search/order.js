// @ts-check
// The order of results.
import { fold } from "../shared/analyser.js";

/** @typedef {import("./index.js").Index} Index */

/** Folded titles, made when a reader first sorts by title. @type {WeakMap<object, string[]>} */
const foldedTitles = new WeakMap();

/** @param {import("./columns.js").Columns} columns */
function folded(columns) {
  if (!foldedTitles.has(columns)) foldedTitles.set(columns, columns.titles.map(fold));
  return /** @type {string[]} */ (foldedTitles.get(columns));
}

/** @param {Index} index @param {string} sort @returns {(a: number, b: number) => number} */
function comparison({ columns, scores: { rank } }, sort) {
  if (sort === "newest") return (a, b) => a - b;
  if (sort === "oldest") return (a, b) => b - a;
  if (sort === "added") return (a, b) => columns.added[b] - columns.added[a];
  if (sort !== "title") return (a, b) => rank[b] - rank[a];
  const titles = folded(columns);
  return (a, b) => (titles[a] < titles[b] ? -1 : titles[a] > titles[b] ? 1 : 0);
}

/**
 * The first `limit` papers in an order; the newer of two equal papers comes first.
 * @param {Index} index @param {number[]} docs @param {string} sort @param {number} limit
 */
export function first(index, docs, sort, limit) {
  const by = comparison(index, sort);
  /** @param {number} a @param {number} b */
  const compare = (a, b) => by(a, b) || a - b;
  if (limit < 1) return [];
  if (limit > 100 || docs.length <= limit) return [...docs].sort(compare).slice(0, limit);
  // A few of many: one pass, in which most papers lose against the last of the best so far.
  const best = docs.slice(0, limit).sort(compare);
  for (let i = limit; i < docs.length; i++) {
    const doc = docs[i];
    if (compare(doc, best[limit - 1]) > 0) continue;
    let at = limit - 1;
    while (at > 0 && compare(doc, best[at - 1]) < 0) best[at] = best[--at];
    best[at] = doc;
  }
  return best;
}
