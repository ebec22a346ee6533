// @ts-check
// What search finds besides papers, by name: authors, categories, tags, venues and their years, pages, libraries, ...
import { fold, runs } from "../shared/analyser.js";
import { plural } from "../shared/format.js";
import { authorSlug, pageUrl } from "./columns.js";

/** @typedef {import("./columns.js").Columns} Columns */
/** @typedef {{ kind: string, name: string, address: string, note?: string, more?: string[] }} Named */
/** @typedef {Named & { words: string[], wholes: string[] }} Known with its folded words and whole names */

// How many of a kind are shown at most. A name that is typed in full counts for itself.
const MOST = new Map(Object.entries({ author: 3, tag: 3, library: 3, dataset: 3, tutorial: 3, edition: 3 }));
const MOST_OF_OTHERS = 2;

/** A name without spaces and marks, to compare it with a query. @param {string} name */
export const joined = (name) => runs(fold(name)).join("");

/** @param {Named} one @returns {Known} */
function known(one) {
  const names = [one.name, ...(one.more ?? [])].map((name) => runs(fold(name)));
  return { ...one, words: names.flat(), wholes: names.map((words) => words.join("")) };
}

/** What has a name in the columns, and in the file of the summaries: found at the first query. */
const inColumns = /** @type {WeakMap<Columns, Known[]>} */ (new WeakMap());
const inTexts = /** @type {WeakMap<object, Known[]>} */ (new WeakMap());

/** @template {object} T @param {WeakMap<T, Known[]>} kept @param {T} from @param {(from: T) => Named[]} find */
function once(kept, from, find) {
  const found = kept.get(from) ?? find(from).map(known);
  kept.set(from, found);
  return found;
}

/**
 * Whatever has a name that has all words of the query: those with exactly this name, and the others.
 * @param {import("./index.js").Index} index @param {string[]} words
 * @returns {{ exact: Named[], others: Named[] }}
 */
export function named({ columns, textTier }, words) {
  if (!words.length) return { exact: [], others: [] };
  const whole = words.join("");
  const all = [
    ...people(columns, words).map(known),
    ...once(inColumns, columns, (from) => [...vocabularies(from), ...editions(from)]),
    ...(textTier ? once(inTexts, textTier, entries) : []),
  ].filter((one) => words.every((word) => one.words.some((other) => other.startsWith(word))));
  const isExact = (/** @type {Known} */ { wholes }) => wholes.includes(whole);
  const counts = /** @type {Map<string, number>} */ (new Map());
  const isShown = (/** @type {Known} */ { kind }) => {
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
 * @param {Columns} columns @param {string[]} words @returns {Named[]}
 */
function people(columns, words) {
  const counts = /** @type {Map<number, number>} */ (new Map());
  peopleFolded(columns).forEach((name, person) => {
    if (words.every((word) => name.includes(word))) counts.set(person, 0);
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

/** @param {Columns} columns @returns {Named[]} */
function vocabularies(columns) {
  const { categories, tagNames, venues, venueSlugs, guides, years } = columns;
  /** @param {string} kind @param {(readonly [string, string, ...unknown[]])[]} options @returns {Named[]} */
  const all = (kind, options) => options.map(([key, name]) => ({ kind, name, address: pageUrl(columns, kind, key) }));
  const ofVenues = venues.map((name, number) => /** @type {[string, string]} */ ([venueSlugs[number], name]));
  const ofYears = [...new Set(years)].map((year) => /** @type {[string, string]} */ ([String(year), String(year)]));
  return [
    ...guides.map(([name, address]) => ({ kind: "page", name, address })),
    ...all("category", categories),
    ...all("tag", tagNames),
    ...all("venue", ofVenues),
    ...all("year", ofYears),
  ];
}

/** The years of all venues, the latest first, also found as `iclr26`. @param {Columns} columns @returns {Named[]} */
function editions(columns) {
  const { venue, venueYear, venues, venueSlugs, alsoIn } = columns;
  const found = /** @type {Map<string, [number, number]>} */ (new Map());
  venue.forEach((main, doc) => {
    for (const [one, year] of [[main, venueYear[doc]], ...(alsoIn[doc] ?? [])])
      if (Number(one) >= 0) found.set(`${one} ${year}`, [Number(one), Number(year)]);
  });
  return [...found.values()]
    .sort(([, a], [, b]) => b - a)
    .map(([one, year]) => ({
      kind: "edition",
      name: `${venues[one]} ${year}`,
      address: `${pageUrl(columns, "venue", venueSlugs[one])}${year}/`,
      more: [joined(venues[one]) + String(year).slice(2)],
    }));
}

/** @param {import("./columns.js").TextTier} tier @returns {Named[]} */
const entries = ({ others }) =>
  others.map(([kind, name, address, more]) => ({ kind, name, address, more: more ? more.split(" | ") : [] }));
