// @ts-check
// What search finds besides papers, by name: authors, categories, tags, venues and their years, pages, libraries, ...
import { fold, runs } from "../shared/analyser.js";
import { plural } from "../shared/format.js";
import { authorSlug, pageUrl } from "./columns.js";

/** @typedef {import("./columns.js").Columns} Columns */
/** @typedef {{ kind: string, name: string, address: string, note?: string, more?: string[] }} Named */
/** @typedef {(texts: string[]) => boolean} Fits whether the texts have all words of the query */

// How many of a kind are shown at most. A name that is typed in full counts for itself.
const MOST = new Map(Object.entries({ author: 3, tag: 3, library: 3, dataset: 3, tutorial: 3, edition: 3 }));
const MOST_OF_OTHERS = 2;

/** A name without spaces and marks, to compare it with a query. @param {string} name */
export const joined = (name) => runs(fold(name)).join("");

/**
 * Whatever has a name that has all words of the query: those with exactly this name, and the others.
 * @param {import("./index.js").Index} index @param {string[]} words
 * @returns {{ exact: Named[], others: Named[] }}
 */
export function named({ columns, textTier }, words) {
  if (!words.length) return { exact: [], others: [] };
  const whole = words.join("");
  /** @type {Fits} */
  const fits = (texts) => {
    const found = texts.flatMap((text) => runs(fold(text)));
    return words.every((word) => found.some((one) => one.startsWith(word)));
  };
  const all = [
    ...people(columns, words, fits),
    ...vocabularies(columns, fits),
    ...editions(columns, words, fits),
    ...entries(textTier?.others ?? [], fits),
  ];
  const isExact = (/** @type {Named} */ { name, more = [] }) => [name, ...more].some((one) => joined(one) === whole);
  const counts = /** @type {Map<string, number>} */ (new Map());
  const isShown = (/** @type {Named} */ { kind }) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return count <= (MOST.get(kind) ?? MOST_OF_OTHERS);
  };
  return { exact: all.filter(isExact), others: all.filter((one) => !isExact(one)).filter(isShown) };
}

/** Folded names of people, made at the first query. @type {WeakMap<Columns, string[]>} */
const foldedPeople = new WeakMap();

/** @param {Columns} columns @returns {string[]} */
function peopleFolded(columns) {
  // Folding all names at once takes a tenth of the time.
  if (!foldedPeople.has(columns)) foldedPeople.set(columns, fold(columns.people.join("\n")).split("\n"));
  return /** @type {string[]} */ (foldedPeople.get(columns));
}

/**
 * Authors, those with the most papers first; those of one paper only by their whole name.
 * @param {Columns} columns @param {string[]} words @param {Fits} fits @returns {Named[]}
 */
function people(columns, words, fits) {
  const counts = /** @type {Map<number, number>} */ (new Map());
  peopleFolded(columns).forEach((name, person) => {
    if (words.every((word) => name.includes(word)) && fits([name])) counts.set(person, 0);
  });
  if (!counts.size) return [];
  for (const row of columns.authors)
    for (const person of row) {
      const count = counts.get(person);
      if (count !== undefined) counts.set(person, count + 1);
    }
  const whole = words.join("");
  return [...counts]
    .filter(([person, count]) => count > 1 || joined(columns.people[person]) === whole)
    .sort(([, a], [, b]) => b - a)
    .map(([person, count]) => ({
      kind: "author",
      name: columns.people[person],
      address: pageUrl(columns, "author", authorSlug(columns, person)),
      note: plural(count, "paper"),
    }));
}

/** @param {Columns} columns @param {Fits} fits @returns {Named[]} */
function vocabularies(columns, fits) {
  const { categories, tagNames, venues, venueSlugs, guides, years } = columns;
  /** @param {string} kind @param {(readonly [string, string, ...unknown[]])[]} options @returns {Named[]} */
  const some = (kind, options) =>
    options
      .filter(([, name]) => fits([name]))
      .map(([key, name]) => ({ kind, name, address: pageUrl(columns, kind, key) }));
  const pages = guides.filter(([title]) => fits([title])).map(([name, address]) => ({ kind: "page", name, address }));
  const known = [...new Set(years)].map(String).filter((year) => /^\d{4}$/.test(year));
  return [
    ...pages,
    ...some("category", categories),
    ...some("tag", tagNames),
    ...some(
      "venue",
      venues.map((name, number) => [venueSlugs[number], name]),
    ),
    ...some(
      "year",
      known.map((year) => [year, year]),
    ),
  ];
}

/**
 * The years of a venue, the latest first: for `ICLR 2026`, `iclr26` and `ICLR`.
 * @param {Columns} columns @param {string[]} words @param {Fits} fits @returns {Named[]}
 */
function editions(columns, words, fits) {
  const found = /** @type {Map<string, Named & { year: number }>} */ (new Map());
  columns.venue.forEach((main, doc) => {
    const others = (columns.alsoIn[doc] ?? []).map(([venue, year]) => [venue, year]);
    for (const [venue, year] of [[main, columns.venueYear[doc]], ...others]) {
      const name = `${columns.venues[venue]} ${year}`;
      if (venue < 0 || found.has(name)) continue;
      const short = joined(columns.venues[venue]) + String(year).slice(2);
      if (!fits([name]) && short !== words.join("")) continue;
      const address = `${pageUrl(columns, "venue", columns.venueSlugs[venue])}${year}/`;
      found.set(name, { kind: "edition", name, address, more: [short], year });
    }
  });
  return [...found.values()].sort((a, b) => b.year - a.year);
}

/** @param {import("./columns.js").Other[]} others @param {Fits} fits @returns {Named[]} */
function entries(others, fits) {
  return others
    .map(([kind, name, address, more]) => ({ kind, name, address, more: more ? more.split(" | ") : [] }))
    .filter(({ name, more }) => fits([name, ...more]));
}
