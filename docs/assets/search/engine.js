// @ts-check
// The search engine: a query to a ranked list of papers. It uses nothing of the page that it runs in.
import { facetCounts, filtered } from "./facets.js";
import { EXACT, matches } from "./match.js";
import { narrowed } from "./narrow.js";
import { first } from "./order.js";
import { FIELDS, nearest, parse } from "./query.js";
import { isRelation } from "./relations.js";
import { problemOf } from "./values.js";
// Loads the rest at once: without this, a browser would find modules only as it reads the ones that import them.
import "../shared/analyser.js";
import "./postings.js";
import "./slices.js";
import "./terms.js";

export { authorSlug, readColumns } from "./columns.js";
export { member } from "./facets.js";
export { buildIndex } from "./index.js";

/** @typedef {import("./columns.js").Columns} Columns */
/** @typedef {import("./index.js").Index} Index */
/**
 * @typedef {{ name: string, nearest: string }} Problem
 * a field or value that is not known, and the nearest that is
 */
/**
 * @typedef {object} Options
 * @property {Record<string, string[]>} [filters] by facet, the values of which a paper must have one
 * @property {string[]} [whole] the facets of whose values a paper must have all
 * @property {string} [sort] relevance, newest, oldest, title or added
 * @property {number} [limit] the most hits
 * @property {boolean} [facets] whether to count the values of the facets
 * @property {boolean} [explain] whether to say why each hit has its rank
 */
/**
 * @typedef {object} Hit
 * @property {number} doc the paper's row in the columns
 * @property {string} key
 * @property {number} score
 * @property {number} places where the words of the query are, one bit for each place
 * @property {number} [rarity] by the rarity of its words, to compare it with what is not a paper
 * @property {boolean} exact whether all words match without a forgiven edit
 * @property {import("./match.js").Step[]} [steps] the terms that the words match; only in an explanation
 * @property {number} [tier] how the paper's name or id matches; only in an explanation
 */

/** The fields of a query. @param {Columns} columns */
export const fieldsOf = (columns) => [...FIELDS, ...columns.properties.keys()];

/** @param {Index} index @param {string} text @param {Options} [options] */
export function search(index, text, options = {}) {
  const { filters = {}, whole = [], sort = "relevance", limit = 20, facets = false, explain = false } = options;
  const { columns, scores } = index;
  const known = fieldsOf(columns);
  const query = parse(text, known);
  const { isAllowed, bonus, related } = narrowed(index, query);
  const hasWords = query.words.length || query.arxiv || query.doi;
  const found = hasWords ? matches(index, query, isAllowed, explain) : everything(index, isAllowed);
  for (const doc of found.docs) scores.rank[doc] += bonus(doc);
  const docs = filtered(columns, found.docs, filters, whole);
  const best = first(index, docs, sort, limit);
  return {
    hits: best.map((doc) => hit(index, doc, explain ? found : null)),
    docs: best,
    count: docs.length,
    partial: found.partial,
    problems: problemsOf(index, query, known, filters),
    facets: facets ? facetCounts(index, found.docs, filters, whole) : null,
    words: query.words,
    query,
    related,
    more: more(index, query, docs),
  };
}

/**
 * Whether a phrase needs summaries, or a field relations, that are still to be loaded: then the same search finds less.
 * @param {Index} index @param {import("./query.js").Query} query @param {number[]} docs
 */
function more({ textTier }, { phrases, fields }, docs) {
  const needed = [
    ...(phrases.length && textTier ? [textTier.summaries.need(docs)] : []),
    ...(fields.some(([name]) => isRelation(name)) && textTier ? [textTier.relations.need()] : []),
  ];
  return needed.length ? Promise.all(needed).then((loaded) => loaded.some(Boolean)) : null;
}

/** @typedef {{ steps: Map<number, import("./match.js").Step[]>, tiers: Map<number, number> }} Explanation */

/** @param {Index} index @param {number} doc @param {Explanation | null} explanation @returns {Hit} */
function hit({ columns, scores }, doc, explanation) {
  const score = scores.rank[doc];
  const found = { doc, key: columns.keys[doc], score, places: scores.places[doc], exact: score >= EXACT };
  if (!explanation) return found;
  return { ...found, steps: explanation.steps.get(doc) ?? [], tier: explanation.tiers.get(doc) ?? 0 };
}

/** All papers that are allowed, without a rank. @param {Index} index @param {(doc: number) => boolean} isAllowed */
function everything({ columns, scores }, isAllowed) {
  scores.rank.fill(0);
  scores.places.fill(0);
  const docs = [...columns.keys.keys()].filter(isAllowed);
  return { docs, partial: false, steps: new Map(), tiers: new Map() };
}

/**
 * What is unknown in a query, and in the years of the filters.
 * @param {Index} index @param {import("./query.js").Query} query @param {string[]} known
 * @param {Record<string, string[]>} filters @returns {Problem[]}
 */
function problemsOf(index, query, known, filters) {
  const years = ["year", "published"].flatMap((name) => (filters[name] ?? []).map((value) => [name, value]));
  return [
    ...query.unknown.map((name) => ({ name, nearest: nearest(name, known) })),
    ...[...query.fields, ...years].flatMap(([field, value]) => problemOf(index, String(field), String(value)) ?? []),
  ];
}
