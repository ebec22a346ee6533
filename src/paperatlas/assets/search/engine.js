// @ts-check
// The search engine: a query to a ranked list of papers. It uses nothing of the page that it runs in.
import { EXACT, matches } from "./match.js";
import { first } from "./order.js";
import { FIELDS, parse } from "./query.js";
// Loads the rest at once: without this, a browser would find modules only as it reads the ones that import them.
import "../shared/analyser.js";
import "./postings.js";
import "./slices.js";
import "./terms.js";

export { readNames } from "./columns.js";
export { buildIndex } from "./index.js";

/** @typedef {import("./columns.js").Columns} Columns */
/** @typedef {import("./index.js").Index} Index */
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
export const fieldsOf = ({ properties }) => [...FIELDS, ...(properties?.keys() ?? [])];

/** Before the second file is there, all papers are allowed. */
const ANY = { isAllowed: null, bonus: null, related: null };

/** @param {Index} index @param {string} text @param {Options} [options] */
export function search(index, text, options = {}) {
  const { filters = {}, whole = [], sort = "relevance", limit = 20, facets = false, explain = false } = options;
  const { columns, scores, rest } = index;
  const known = fieldsOf(columns);
  const query = parse(text, known);
  const { isAllowed, bonus, related } = rest?.narrowed(index, query) ?? ANY;
  const hasWords = query.words.length || query.arxiv || query.doi;
  const found = hasWords ? matches(index, query, isAllowed, explain) : everything(index, isAllowed);
  if (bonus) for (const doc of found.docs) scores.rank[doc] += bonus(doc);
  const docs = rest?.filtered(columns, found.docs, filters, whole) ?? found.docs;
  const best = first(index, docs, sort, limit);
  return {
    hits: best.map((doc) => hit(index, doc, explain ? found : null)),
    docs: best,
    count: docs.length,
    partial: found.partial,
    problems: rest?.problemsOf(index, query, known, filters) ?? [],
    facets: (facets && rest?.facetCounts(index, found.docs, filters, whole)) || null,
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
    ...(fields.some(([name]) => name === "from" || name === "to") && textTier ? [textTier.relations.need()] : []),
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

/**
 * All papers that are allowed, without a rank.
 * @param {Index} index @param {((doc: number) => boolean) | null} isAllowed
 */
function everything({ columns, scores }, isAllowed) {
  scores.rank.fill(0);
  scores.places.fill(0);
  const docs = [...columns.keys.keys()].filter(isAllowed ?? (() => true));
  return { docs, partial: false, steps: new Map(), tiers: new Map() };
}
