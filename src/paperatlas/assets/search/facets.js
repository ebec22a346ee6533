// @ts-check
// The values by which papers can be filtered: which papers have a value, and how many.
import { authorSlug } from "./people.js";
import { span } from "./query.js";

/** @typedef {import("./columns.js").Columns} Columns */
/** @typedef {import("./index.js").Index} Index */
/** @typedef {(doc: number, value: string) => boolean} Member */

/**
 * The venues and years in which a paper was published: numbers of `venues`, and years.
 * @param {Columns} columns @param {number} doc @returns {[number, number][]}
 */
function publications({ venue, venueYear, alsoIn }, doc) {
  const others = (alsoIn[doc] ?? []).map(([one, year]) => /** @type {[number, number]} */ ([one, year]));
  return venue[doc] < 0 ? others : [[venue[doc], venueYear[doc]], ...others];
}

/**
 * The years in which a paper was published; in one of the venues, if there are any.
 * @param {Columns} columns @param {string[]} venues @param {number} doc
 */
export const publishedYears = (columns, venues, doc) =>
  publications(columns, doc)
    .filter(([venue]) => !venues.length || venues.includes(columns.venues[venue]))
    .map(([, year]) => year);

/** @param {number[]} years @param {string} value a year or a span */
export function isAnyIn(years, value) {
  const [from, to] = span(value);
  return years.some((year) => year >= from && year <= to);
}

/**
 * Tells whether a paper has a value of a facet. The year of publication is that in one of the chosen venues.
 * @param {Columns} columns @param {string} facet @param {string[]} [chosenVenues] @returns {Member}
 */
export function member(columns, facet, chosenVenues = []) {
  const { categories, category, years, venues, venue, alsoIn, preprint, tags, tagNames, has, flags } = columns;
  if (facet === "category") return (doc, value) => categories[category[doc]][0] === value;
  if (facet === "venue")
    return (doc, value) =>
      (venues[venue[doc]] ?? preprint[0]) === value || (alsoIn[doc] ?? []).some(([one]) => venues[one] === value);
  if (facet === "tag") return (doc, value) => tags[doc].some((tag) => tagNames[tag][0] === value);
  if (facet === "author") return authorMember(columns);
  if (facet === "has") return (doc, value) => has.some(([key], bit) => key === value && (flags[doc] >> bit) & 1);
  if (facet === "year") return (doc, value) => isAnyIn([years[doc]], value);
  if (facet === "published") return (doc, value) => isAnyIn(publishedYears(columns, chosenVenues, doc), value);
  const property = columns.properties.get(facet);
  if (!property) return () => false;
  return (doc, value) => property.rows[doc].some((one) => property.values[one][0] === value);
}

/**
 * The value of a facet as the columns write it, whatever the case of its letters.
 * @param {Columns} columns @param {string} facet @param {string} value
 */
export function valueAsWritten({ venues, preprint, categories, tagNames, has, properties }, facet, value) {
  const lists = { venue: [...venues, preprint[0]], category: categories, tag: tagNames, has };
  const list = /** @type {Record<string, any[]>} */ (lists)[facet] ?? properties.get(facet)?.values ?? [];
  const known = list.map((one) => (typeof one === "string" ? one : one[0]));
  return known.find((one) => one.toLowerCase() === value.toLowerCase()) ?? value;
}

/** By slug, as one person may have several spellings. @param {Columns} columns @returns {Member} */
function authorMember(columns) {
  const spellings = /** @type {Map<string, Set<number>>} */ (new Map());
  /** @param {string} slug */
  const spellingsOf = (slug) => {
    const known = spellings.get(slug);
    if (known) return known;
    const found = new Set([...columns.people.keys()].filter((person) => authorSlug(columns, person) === slug));
    spellings.set(slug, found);
    return found;
  };
  return (doc, slug) => columns.authors[doc].some((person) => spellingsOf(slug).has(person));
}

/** The chosen venues that are no preprints. @param {Columns} columns @param {Record<string, string[]>} filters */
const venuesOf = ({ venues }, filters) => (filters.venue ?? []).filter((name) => venues.includes(name));

/**
 * For each facet with chosen values, a test whether a paper has one of them, or all where the facet is in `whole`.
 * @param {Columns} columns @param {Record<string, string[]>} filters @param {string[]} whole
 */
const chosenGroups = (columns, filters, whole) =>
  Object.entries(filters)
    .filter(([, values]) => values.length)
    .map(([name, values]) => {
      const has = member(columns, name, venuesOf(columns, filters));
      const isWhole = whole.includes(name);
      /** @param {number} doc */
      const isMet = (doc) =>
        isWhole ? values.every((value) => has(doc, value)) : values.some((value) => has(doc, value));
      return { name, isMet };
    });

/**
 * The papers that have a chosen value of each facet, or all where the facet is in `whole`.
 * @param {Columns} columns @param {number[]} docs @param {Record<string, string[]>} filters @param {string[]} whole
 */
export function filtered(columns, docs, filters, whole) {
  const groups = chosenGroups(columns, filters, whole);
  return groups.length ? docs.filter((doc) => groups.every(({ isMet }) => isMet(doc))) : docs;
}

/** @typedef {{ name: string, add: (doc: number) => void, counts: () => Map<string, number> }} Counter */

/**
 * @param {string} name @param {number} size how many values there are @param {(number: number) => string} keyOf
 * @param {(doc: number, counts: Int32Array) => void} add
 * @returns {Counter}
 */
function counter(name, size, keyOf, add) {
  const counts = new Int32Array(size);
  return {
    name,
    add: (doc) => add(doc, counts),
    counts: () => {
      const found = /** @type {Map<string, number>} */ (new Map());
      counts.forEach((count, number) => count && found.set(keyOf(number), count));
      return found;
    },
  };
}

/**
 * A counter of values of which a paper has one.
 * @param {string} name @param {number} size @param {(number: number) => string} keyOf
 * @param {(doc: number) => number} valueOf
 */
const counterOfOne = (name, size, keyOf, valueOf) =>
  counter(name, size, keyOf, (doc, counts) => {
    counts[valueOf(doc)]++;
  });

/**
 * A counter of values of which a paper has several.
 * @param {string} name @param {import("./columns.js").Option[]} values @param {number[][]} rows
 */
const counterOfMany = (name, values, rows) =>
  counter(
    name,
    values.length,
    (number) => values[number][0],
    (doc, counts) => {
      for (const value of rows[doc]) counts[value]++;
    },
  );

/** @param {Columns} columns @param {string[]} chosenVenues @returns {Counter[]} */
function counters(columns, chosenVenues) {
  const { categories, category, years, venues, venue, alsoIn, preprint, tags, tagNames, has, flags, properties } =
    columns;
  const lastYear = Math.max(0, years[0] ?? 0); // the newest paper is first
  const hasBits = (/** @type {number} */ doc, /** @type {Int32Array} */ counts) => {
    for (let bit = 0; bit < counts.length; bit++) counts[bit] += (flags[doc] >> bit) & 1;
  };
  const keyOfHas = (/** @type {number} */ number) => has[number][0];
  return [
    counterOfOne(
      "category",
      categories.length,
      (number) => categories[number][0],
      (doc) => category[doc],
    ),
    counterOfOne("year", lastYear + 1, String, (doc) => years[doc]),
    counter("published", Math.max(0, ...columns.venueYear, lastYear) + 1, String, (doc, counts) => {
      for (const year of new Set(publishedYears(columns, chosenVenues, doc))) counts[year]++;
    }),
    counter(
      "venue",
      venues.length + 1,
      (number) => venues[number - 1] ?? preprint[0],
      (doc, counts) => {
        const others = (alsoIn[doc] ?? []).map(([one]) => one);
        for (const one of new Set([venue[doc], ...others])) counts[one + 1]++;
      },
    ),
    counterOfMany("tag", tagNames, tags),
    counter("has", has.length, keyOfHas, hasBits),
    ...[...properties].map(([name, { values, rows }]) => counterOfMany(name, values, rows)),
  ];
}

/**
 * For each facet, how many papers a click on each value would give. What is chosen in the facet itself counts only
 * where the facet is in `whole`; otherwise its values are alternatives.
 * @param {Index} index @param {number[]} docs @param {Record<string, string[]>} filters @param {string[]} whole
 */
export function facetCounts({ columns }, docs, filters, whole) {
  const groups = chosenGroups(columns, filters, whole);
  const facets = counters(columns, venuesOf(columns, filters));
  for (const doc of docs) {
    const missed = groups.filter(({ isMet }) => !isMet(doc));
    if (missed.length > 1) continue;
    if (missed.length && whole.includes(missed[0].name)) continue;
    for (const facet of facets) if (!missed.length || missed[0].name === facet.name) facet.add(doc);
  }
  return Object.fromEntries(facets.map(({ name, counts }) => [name, counts()]));
}
