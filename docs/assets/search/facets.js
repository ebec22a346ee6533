// @ts-check
// The values by which papers are narrowed: whether a row has one, and how many rows have each.
import { slug } from "./analyser.js";
import { span } from "./query.js";

/** @typedef {import("./index.js").Index} Index */

/** Whether a row has a value of a facet. @param {any} columns @param {string} facet @returns {(doc: number, value: string) => boolean} */
export function member(columns, facet) {
  if (facet === "category") return (doc, value) => columns.categories[columns.category[doc]][0] === value;
  if (facet === "year")
    return (doc, value) => columns.years[doc] >= span(value)[0] && columns.years[doc] <= span(value)[1];
  if (facet === "venue") return (doc, value) => (columns.venues[columns.venue[doc]] ?? "preprint") === value;
  if (facet === "tag")
    return (doc, value) => columns.tags[doc].some((/** @type {number} */ tag) => columns.tagNames[tag][0] === value);
  if (facet === "author") {
    const numbers = new Map(); // of the names at an address: one person may be spelled in several ways
    return (doc, value) => {
      if (!numbers.has(value))
        numbers.set(
          value,
          new Set(
            [...columns.people.keys()].filter((/** @type {number} */ person) => addressOf(columns, person) === value),
          ),
        );
      return columns.authors[doc].some((/** @type {number} */ person) => numbers.get(value).has(person));
    };
  }
  if (facet === "has")
    return (doc, value) => Boolean(columns.flags[doc] & (value === "code" ? 1 : value === "method" ? 2 : 0));
  const property = columns.properties.get(facet);
  if (!property) return () => false;
  return (doc, value) => property.rows[doc].some((/** @type {number} */ one) => property.values[one][0] === value);
}

/** The address of a person's page. @param {any} columns @param {number} person @returns {string} */
export const addressOf = (columns, person) => columns.slugs.get(String(person)) ?? slug(columns.people[person]);

/**
 * For each facet, how many of the rows each value has: all other choices apply, the facet's own do not.
 * @param {Index} index @param {number[]} docs @param {Record<string, string[]>} filters
 */
export function facetCounts({ columns }, docs, filters) {
  const { category, years, venue, venues, tags, flags } = columns;
  const groups = Object.entries(filters)
    .filter(([, values]) => values.length)
    .map(([name, values]) => ({ name, has: member(columns, name), values }));
  const properties = [...columns.properties].map(([name, { values, rows }]) => ({
    name,
    values,
    rows,
    count: new Int32Array(values.length),
  }));
  const inYear = new Int32Array(10000),
    inCategory = new Int32Array(columns.categories.length),
    inVenue = new Int32Array(venues.length + 1),
    withTag = new Int32Array(columns.tagNames.length),
    has = new Int32Array(2);
  for (const doc of docs) {
    let only = "",
      failed = 0;
    for (const group of groups) if (!group.values.some((value) => group.has(doc, value))) failed++, (only = group.name);
    if (failed > 1) continue;
    if (!only || only === "category") inCategory[category[doc]]++;
    if (!only || only === "year") inYear[years[doc]]++;
    if (!only || only === "venue") inVenue[venue[doc] + 1]++;
    if (!only || only === "tag") for (const tag of tags[doc]) withTag[tag]++;
    if (!only || only === "has") (has[0] += flags[doc] & 1), (has[1] += (flags[doc] >> 1) & 1);
    for (const { name, rows, count } of properties)
      if (!only || only === name) for (const value of rows[doc]) count[value]++;
  }
  /** @param {Int32Array} counts @param {(number: number) => string} name */
  const told = (counts, name) => {
    const found = /** @type {Map<string, number>} */ (new Map());
    counts.forEach((count, number) => count && found.set(name(number), count));
    return found;
  };
  return /** @type {Record<string, Map<string, number>>} */ (
    Object.fromEntries(
      /** @type {[string, Map<string, number>][]} */ ([
        ["category", told(inCategory, (number) => columns.categories[number][0])],
        ["year", told(inYear, String)],
        ["venue", told(inVenue, (number) => venues[number - 1] ?? "preprint")],
        ["tag", told(withTag, (number) => columns.tagNames[number][0])],
        ["has", told(has, (number) => ["code", "method"][number])],
        ...properties.map(({ name, values, count }) => [name, told(count, (number) => values[number][0])]),
      ]),
    )
  );
}
