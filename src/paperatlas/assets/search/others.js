// @ts-check
// What search finds besides papers, by name: authors, categories, tags, venues and their years, pages, libraries, ...
import { fold, runs } from "../shared/analyser.js";
import { plural } from "../shared/format.js";
import { pageUrl } from "./columns.js";
import { authorSlug, peopleFolded } from "./people.js";
import { stem } from "./stem.js";

/** @typedef {import("./columns.js").Columns} Columns */
/**
 * @typedef {object} Named
 * @property {string} kind
 * @property {string} name
 * @property {string} address
 * @property {string} [note]
 * @property {string[]} [also] further names
 * @property {string} [says] what it is about
 * @property {string} [url] its own address on the web
 * @property {number} [number] in its column
 */
/**
 * @typedef {object} Folded
 * @property {string[]} words of its names
 * @property {Set<string>} wholes its names as one word, also with stems for words
 * @property {Set<string>} stems of the words of its name
 * @property {Set<string>} more stems of further names
 * @property {Set<string>} kinds stems of words for its kind
 * @property {Set<string>} text stems of what it says
 */
/** @typedef {Named & Folded & { number: number }} Known */

// How many of a kind are shown at most. A name that is typed in full counts for itself.
const MOST = new Map(Object.entries({ author: 3, method: 3, tag: 3, library: 3, dataset: 3, tutorial: 3, edition: 3 }));
const MOST_OF_OTHERS = 2;
const MOST_PEOPLE = 4;

/** What readers call each kind. @type {Record<string, string>} */
const KINDS = {
  method: "method formula equation update rule",
  library: "library package implementation repository software",
  dataset: "dataset data benchmark corpus",
  tutorial: "tutorial blog post posts introduction video lecture notes course",
  section: "term definition",
  page: "page list overview browse",
  venue: "venue conference journal workshop proceedings",
  year: "year published",
  author: "author",
  tag: "tag topic",
  category: "category",
};

/** @param {string} text */
const split = (text) => runs(fold(text));
/** @param {string[]} words */
const stems = (words) => words.map(stem);

const ROMAN = ["", "i", "ii", "iii", "iv", "v", "vi"];

/** The words, and the numbers that some of them are: Part III. @param {string[]} words */
const numbered = (words) => [
  ...words,
  ...words.filter((word) => ROMAN.includes(word)).map((word) => String(ROMAN.indexOf(word))),
];

/** @param {Named} one @returns {Known} */
export function known(one) {
  const name = split(one.name);
  const kinds = split(KINDS[one.kind] ?? "");
  const brackets = /^(.+?)\s*\((.+)\)$/.exec(one.name);
  const names = [name, ...[...(brackets?.slice(1) ?? []), ...(one.also ?? [])].map(split)];
  const more = names.slice(1).flat();
  const wholes = new Set(names.flatMap((words) => [words.join(""), stems(words).join("")]));
  return {
    number: -1,
    ...one,
    words: [...numbered(name), ...more, ...kinds],
    wholes,
    stems: new Set(stems(numbered(name))),
    more: new Set(stems(more)),
    kinds: new Set(stems(kinds)),
    text: new Set(stems(split(one.says ?? ""))),
  };
}

/**
 * Whatever has a name in the columns or in the text tier.
 * @param {Columns} columns @param {any} [file] the text tier
 */
export const namedIn = (columns, file) => [
  ...vocabularies(columns, file?.about),
  ...editions(columns),
  ...entries(file),
];

/** Before the text tier is there. @type {WeakMap<Columns, Known[]>} */
const inColumns = new WeakMap();

/** @param {Columns} columns */
function fromColumns(columns) {
  const found = inColumns.get(columns) ?? namedIn(columns).map(known);
  inColumns.set(columns, found);
  return found;
}

/**
 * Whatever has a name that has all words of the query: those with exactly this name, and the others.
 * @param {import("./index.js").Index} index @param {string[]} words all of the query @param {string[]} telling
 * @returns {{ exact: Named[], others: Named[] }}
 */
export function named({ columns, textTier }, words, telling) {
  if (!words.length) return { exact: [], others: [] };
  const all = [...people(columns, telling).map(known), ...(textTier?.others ?? fromColumns(columns))];
  const forms = [words, telling, ...expansions(textTier?.aliases, telling)];
  const isExact = (/** @type {Known} */ one) => namesOf(one, forms).some((name) => one.wholes.has(name));
  const whole = words.join("");
  const exact = all.filter(isExact).sort((a, b) => Number(b.wholes.has(whole)) - Number(a.wholes.has(whole)));
  const counts = /** @type {Map<string, number>} */ (new Map());
  const isShown = (/** @type {Known} */ { kind }) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return count <= (MOST.get(kind) ?? MOST_OF_OTHERS);
  };
  const has = (/** @type {Known} */ one, /** @type {string} */ word) =>
    one.words.some((other) => other.startsWith(word)) ||
    [one.stems, one.more, one.kinds].some((some) => some.has(stem(word)));
  const others = all.filter((one) => !exact.includes(one) && telling.every((word) => has(one, word)));
  return { exact, others: others.filter(isShown) };
}

/**
 * A query as one word, also with stems for words: as it is, and without the words for the kind.
 * @param {Known} one @param {string[][]} forms of the query
 */
function namesOf({ kind }, forms) {
  const kinds = KINDS[kind]?.split(" ") ?? [];
  const bare = forms.map((words) => words.filter((word) => !kinds.includes(word)));
  return [...forms, ...bare].filter((some) => some.length).flatMap((some) => [some.join(""), stems(some).join("")]);
}

/**
 * The words with an alias replaced by what it means.
 * @param {Map<string, string[][]> | undefined} aliases @param {string[]} words
 */
function expansions(aliases, words) {
  const found = /** @type {string[][]} */ ([]);
  for (let from = 0; aliases && from < words.length; from++)
    for (let to = from + 1; to <= Math.min(from + 3, words.length); to++)
      for (const meaning of aliases.get(stems(words.slice(from, to)).join(" ")) ?? [])
        found.push([...words.slice(0, from), ...meaning, ...words.slice(to)]);
  return found;
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
  const whole = [...words].sort().join("");
  return [...counts]
    .map(([person, count]) => ({ person, count, isWhole: split(columns.people[person]).sort().join("") === whole }))
    .filter(({ count, isWhole }) => count > 1 || isWhole)
    .sort((a, b) => Number(b.isWhole) - Number(a.isWhole) || b.count - a.count)
    .slice(0, MOST_PEOPLE)
    .map(({ person, count, isWhole }) => ({
      kind: "author",
      name: columns.people[person],
      address: pageUrl(columns, "author", authorSlug(columns, person)),
      note: plural(count, "paper"),
      also: isWhole ? [words.join(" ")] : [], // in any order: Yang, Songlin
    }));
}

/** @param {string} [text] further names */
const listed = (text) => (text ? text.split(" | ") : []);

/** @param {Columns} columns @param {Record<string, string[]>} [about] what the names mean @returns {Named[]} */
function vocabularies(columns, about = {}) {
  const { categories, tagNames, venues, venueSlugs, guides, years } = columns;
  /** @param {string} kind @param {(readonly [string, string, ...unknown[]])[]} options @returns {Named[]} */
  const all = (kind, options) =>
    options.map(([key, name], number) => ({
      kind,
      name,
      number,
      address: pageUrl(columns, kind, key),
      says: about[kind]?.[number],
    }));
  const ofVenues = venues.map((name, number) => /** @type {[string, string]} */ ([venueSlugs[number], name]));
  const ofYears = [...new Set(years)].map((year) => /** @type {[string, string]} */ ([String(year), String(year)]));
  return [
    ...guides.map(([name, address], number) => ({
      kind: "page",
      name,
      address,
      also: listed(about.pageAsked?.[number]),
      says: about.page?.[number],
    })),
    ...all("category", categories),
    ...all("tag", tagNames),
    ...all("venue", ofVenues).map((one) => ({ ...one, also: one.says ? [one.says] : [] })),
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
      also: [runs(fold(venues[one])).join("") + String(year).slice(2)],
    }));
}

/** @param {{ others?: import("./more.js").Other[] }} [file] @returns {Named[]} */
const entries = ({ others = [] } = {}) =>
  others.map(([kind, name, address, also, says, url]) => ({
    kind,
    name,
    address,
    also: listed(also),
    says,
    url,
  }));
