// @ts-check
// Builds the index in the browser, from the columns of the catalogue.
import { fold, joined, parts, runs, words } from "../shared/analyser.js";
import { numbers } from "./columns.js";
import { PostingList } from "./postings.js";
import { pauses, sortedInSlices } from "./slices.js";

/** @typedef {import("./columns.js").Columns} Columns */
/** @typedef {import("./slices.js").Pause} Pause */
/** @typedef {{ masks: Int32Array, lengths: Uint16Array }} Shapes the letters and the length of each of many texts */

/**
 * Scores of the rows for one query; kept from query to query so that none is allocated anew.
 * @typedef {object} Scores
 * @property {Float32Array} score the sum over the words of the query
 * @property {Float32Array} best the best match of the current word; 0 between words
 * @property {Int32Array} seen which words of the query match, one bit each
 * @property {Int32Array} exact which of them match without a forgiven edit
 * @property {Int32Array} titled which of them match in a name or title
 * @property {Uint16Array} places where they match, one bit for each place
 * @property {Float64Array} rank what the results are sorted by
 */
/**
 * @typedef {object} IndexParts
 * @property {Columns} columns
 * @property {string[]} terms all terms, sorted
 * @property {Shapes} termShapes
 * @property {string[]} names the names of papers, sorted, each followed by END and its row
 * @property {Shapes} nameShapes
 * @property {string[]} baseNames the same for names without their version: mamba for Mamba-2
 * @property {Set<string>} small words too common to tell papers apart
 * @property {Scores} scores
 * @property {import("./more.js").TextTier | null} textTier comes later than the rest
 * @typedef {IndexParts & import("./postings.js").Postings} Index
 */

// The places of a paper in which a term may be found, as numbers of bits.
export const NAME = 0;
export const TITLE = 1;
export const FIRST_AUTHOR = 2;
export const AUTHOR = 3;
export const VENUE = 4;
export const TAG = 5;
export const CATEGORY = 6;
export const ALSO = 7;
export const TEXT = 8;

/** What a reader calls each place. */
export const PLACES = ["name", "title", "author", "author", "venue", "tag", "category", "also known as", "summary"];

const WEIGHTS = [6, 6, 6, 5, 4, 3, 2, 5, 1];

/** The weight of a match by the places it is in, one bit each: that of the best place. */
export const WEIGHT = Float32Array.from({ length: 1 << WEIGHTS.length }, (_, places) =>
  Math.max(0, ...WEIGHTS.filter((_, place) => places & (1 << place))),
);

/** The places that a field of a query searches, one bit each. @type {Map<string, number>} */
export const PLACES_OF_FIELD = new Map([
  ["title", (1 << NAME) | (1 << TITLE) | (1 << ALSO)],
  ["venue", 1 << VENUE],
  ["tag", 1 << TAG],
  ["category", 1 << CATEGORY],
]);

/** Between a name and its row: less than any letter, so that a name comes before longer ones that begin with it. */
export const END = "\0";

/** @param {Columns} columns @returns {Promise<Index>} */
export async function buildIndex(columns) {
  const pause = pauses();
  const small = new Set(columns.small);
  const list = new PostingList();
  const ids = await vocabularyIds(columns, list, pause);
  const runsOfWord = columns.words.map((word) => runs(fold(word)));
  const names = /** @type {string[]} */ ([]);
  const baseNames = /** @type {string[]} */ ([]);
  for (let row = 0; row < columns.count; row++) {
    const title = addTitle(columns, row, list, ids.words, runsOfWord, small);
    addNames(columns, row, list, title, names, baseNames);
    addOtherNames(columns, row, list, names, small);
    addPeople(columns, row, list, ids.people);
    addVenue(columns, row, list);
    addTopics(columns, row, list, ids);
    if (row % 8 === 0) await pause();
  }
  await pause();
  const terms = await sortedInSlices([...list.ids.keys()], pause);
  await pause();
  const postings = list.postings(terms, columns.count);
  await pause();
  const sortedNames = await sortedInSlices(names, pause);
  const termShapes = shapesOf(terms);
  await pause();
  const nameShapes = shapesOf(sortedNames.map((name) => name.slice(0, name.indexOf(END))));
  const scores = emptyScores(columns.count);
  const parts = { terms, termShapes, names: sortedNames, nameShapes, baseNames: baseNames.sort() };
  return { columns, ...parts, ...postings, small, scores, textTier: null };
}

/** @param {number} count @returns {Scores} */
const emptyScores = (count) => ({
  score: new Float32Array(count),
  best: new Float32Array(count),
  seen: new Int32Array(count),
  exact: new Int32Array(count),
  titled: new Int32Array(count),
  places: new Uint16Array(count),
  rank: new Float64Array(count),
});

/**
 * The ids of what many rows have in common, so that each is analysed once.
 * @param {Columns} columns @param {PostingList} list @param {Pause} pause
 */
async function vocabularyIds(columns, list, pause) {
  /** @template T @param {T[]} values @param {(value: T) => string[]} termsOf */
  const each = async (values, termsOf) => {
    const found = /** @type {number[][]} */ ([]);
    for (let i = 0; i < values.length; i++) {
      found.push(list.idsOf(new Set(termsOf(values[i]))));
      if (i % 64 === 0) await pause();
    }
    return found;
  };
  return {
    people: await each(columns.people, words),
    tags: await each(columns.tagNames, ([key, name]) => [...words(key), ...words(name)]),
    categories: await each(columns.categories, ([key, name]) => [...words(key), ...words(name)]),
    words: await each(columns.words, (word) => [...words(word), ...parts(word)]),
  };
}
/** @typedef {Awaited<ReturnType<typeof vocabularyIds>>} VocabularyIds */
/** @typedef {{ runs: string[], head: string[] }} Title the folded words of a title, and those before its colon */

/**
 * @param {Columns} columns @param {number} row @param {PostingList} list @param {number[][]} wordIds
 * @param {string[][]} runsOfWord @param {Set<string>} small @returns {Title}
 */
function addTitle({ codedTitles, words }, row, list, wordIds, runsOfWord, small) {
  const all = /** @type {string[]} */ ([]);
  let colon = -1;
  for (const word of numbers(codedTitles[row])) {
    if (colon < 0 && words[word].includes(":")) colon = all.length + runs(fold(words[word].split(":")[0])).length;
    all.push(...runsOfWord[word]);
    list.addIds(row, TITLE, wordIds[word]);
  }
  const head = colon > 0 ? all.slice(0, colon) : [];
  list.add(row, TITLE, acronyms(all, small));
  list.add(row, TITLE, acronyms(head, small));
  return { runs: all, head };
}

/**
 * The short name, the whole title, and the title before its colon are names of a paper.
 * @param {Columns} columns @param {number} row @param {PostingList} list @param {Title} title
 * @param {string[]} names @param {string[]} baseNames
 */
function addNames({ names: shortNames, titles }, row, list, title, names, baseNames) {
  const name = shortNames[row];
  const whole = titles[row];
  const head = whole.includes(":") ? whole.slice(0, whole.indexOf(":")) : "";
  const short = joined(name);
  for (const text of new Set([short, title.runs.join(""), title.head.join("")])) if (text) names.push(text + END + row);
  for (const text of new Set([name, head, whole.length < 30 ? whole : ""]))
    list.add(row, NAME, [...words(text), ...parts(text), ...joinedPairs(text)]);
  const base = joined(name.replace(/[-\s/.\d]+$/, ""));
  if (base && base !== short) baseNames.push(base + END + row);
}

/**
 * @param {Columns} columns @param {number} row @param {PostingList} list
 * @param {string[]} names @param {Set<string>} small
 */
function addOtherNames({ also, keys }, row, list, names, small) {
  for (const name of also[row] ? also[row].split(" | ") : []) {
    const initials = [...acronyms(runs(fold(name)), small), ...acronyms(runs(fold(name.split(":")[0])), small)];
    list.add(row, ALSO, [...words(name), ...parts(name), ...initials]);
    names.push(joined(name) + END + row);
  }
  list.add(row, ALSO, words(keys[row]));
}

/** @param {Columns} columns @param {number} row @param {PostingList} list @param {number[][]} personIds */
function addPeople({ authors, spelled }, row, list, personIds) {
  list.add(row, AUTHOR, words(spelled[row]));
  authors[row].forEach((person, at) => list.addIds(row, at ? AUTHOR : FIRST_AUTHOR, personIds[person]));
}

/**
 * The venues, the awards won there, and what became of the paper.
 * @param {Columns} columns @param {number} row @param {PostingList} list
 */
function addVenue(columns, row, list) {
  const main = /** @type {const} */ ([columns.venue[row], columns.venueYear[row], columns.labels[columns.label[row]]]);
  for (const [number, inYear, label] of [main, ...(columns.alsoIn[row] ?? [])]) {
    const venue = joined(columns.venues[number] ?? "");
    const year = String(inYear);
    if (venue) list.add(row, VENUE, [...words(label), year, venue + year, venue + year.slice(2)]);
  }
  for (const text of [...(columns.awards[row] ?? []), columns.status[row] ?? ""]) list.add(row, VENUE, words(text));
  list.add(row, VENUE, [String(columns.years[row])]);
}

/** @param {Columns} columns @param {number} row @param {PostingList} list @param {VocabularyIds} ids */
function addTopics({ category, tags }, row, list, ids) {
  for (const tag of tags[row]) list.addIds(row, TAG, ids.tags[tag]);
  list.addIds(row, CATEGORY, ids.categories[category[row]]);
}

/** Each two neighbours as one word. @param {string} text */
function joinedPairs(text) {
  const found = runs(fold(text));
  return found.slice(1).map((word, at) => found[at] + word);
}

/** The initials of words, with and without the small ones. @param {string[]} all @param {Set<string>} small */
function acronyms(all, small) {
  const found = new Set();
  for (const list of [all, all.filter((word) => !small.has(word))])
    if (list.length > 1 && list.length < 8) found.add(list.map((word) => word[0]).join(""));
  return found;
}

/**
 * Which letters a word has, one bit each: two words with many different letters are many edits apart.
 * @param {string} word
 */
export function letterMask(word) {
  let mask = 0;
  for (let i = 0; i < word.length; i++) mask |= 1 << (word.charCodeAt(i) % 31);
  return mask;
}

/** @param {string[]} texts @returns {Shapes} */
const shapesOf = (texts) => ({
  masks: Int32Array.from(texts, letterMask),
  lengths: Uint16Array.from(texts, (text) => text.length),
});
