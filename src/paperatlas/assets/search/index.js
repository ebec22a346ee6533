// @ts-check
// Builds the index in the browser, from the names of the catalogue. rest.js adds to it.
import { fold, joined, parts, runs, words } from "../shared/analyser.js";
import { PostingList } from "./postings.js";
import { pauses, sortedInSlices } from "./slices.js";
import { shapesOf } from "./terms.js";

/** @typedef {import("./columns.js").Columns} Columns */
/** @typedef {import("./columns.js").Names} Names */
/** @typedef {import("./slices.js").Pause} Pause */

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
 * @property {Columns} columns those of the names, and the others as soon as there is a `rest`
 * @property {string[]} terms all terms, sorted
 * @property {import("./terms.js").Shapes} termShapes none until there is a `rest`
 * @property {string[]} names the names of papers, sorted, each followed by END and its row
 * @property {import("./terms.js").Shapes} nameShapes none until there is a `rest`
 * @property {string[]} baseNames the same for names without their version: mamba for Mamba-2
 * @property {Set<string>} small words too common to tell papers apart
 * @property {Scores} scores
 * @property {PostingList | null} list what the terms are from, until the rest is added
 * @property {import("./rest.js").RestTier | null} rest comes later than the names
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

/** @param {Names} columns @returns {Promise<Index>} */
export async function buildIndex(columns) {
  const pause = pauses();
  const list = new PostingList();
  const names = /** @type {string[]} */ ([]);
  const baseNames = /** @type {string[]} */ ([]);
  const addTitle = await titles(columns, list, pause);
  for (let row = 0; row < columns.count; row++) {
    addNames(columns, row, list, addTitle(row), names, baseNames);
    addOtherNames(columns, row, list, names);
    if (row % 8 === 0) await pause();
  }
  columns.titleWords = [];
  return {
    columns: /** @type {Columns} */ (columns),
    ...(await termsOf(list, columns.count, pause)),
    names: await sortedInSlices(names, pause),
    nameShapes: shapesOf([]),
    baseNames: baseNames.sort(),
    small: new Set(columns.small),
    scores: emptyScores(columns.count),
    list,
    rest: null,
    textTier: null,
  };
}

/** The terms of a list, with their rows. @param {PostingList} list @param {number} count @param {Pause} pause */
export async function termsOf(list, count, pause) {
  const terms = await sortedInSlices([...list.ids.keys()], pause);
  await pause();
  return { terms, termShapes: shapesOf([]), ...(await list.postings(terms, count, pause)) };
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

/** @typedef {{ runs: string[], head: string[] }} Title the folded words of a title, and those before its colon */

/**
 * A function that adds the words of the title of a row to the list, and returns them.
 * @param {Names} columns @param {PostingList} list @param {Pause} pause
 */
async function titles({ titleWords, words: written }, list, pause) {
  // A word that many titles have is analysed once.
  const ids = /** @type {number[][]} */ ([]);
  const runsOf = /** @type {string[][]} */ ([]);
  for (const [at, word] of written.entries()) {
    runsOf.push(runs(fold(word)));
    ids.push(list.idsOf(wordsAndParts(word)));
    if (at % 64 === 0) await pause();
  }
  return (/** @type {number} */ row) => {
    const all = /** @type {string[]} */ ([]);
    let colon = -1;
    for (const word of titleWords[row]) {
      if (colon < 0 && written[word].includes(":")) colon = all.length + runs(fold(written[word].split(":")[0])).length;
      for (const run of runsOf[word]) all.push(run);
      list.addIds(row, TITLE, ids[word]);
    }
    return { runs: all, head: colon > 0 ? all.slice(0, colon) : [] };
  };
}

/** @param {string} text */
const wordsAndParts = (text) =>
  /^[A-Z]?[a-z]+$/.test(text) ? [text.toLowerCase()] : new Set([...words(text), ...parts(text)]);

/**
 * The short name, the whole title, and the title before its colon are names of a paper.
 * @param {Names} columns @param {number} row @param {PostingList} list @param {Title} title
 * @param {string[]} names @param {string[]} baseNames
 */
function addNames({ names: shortNames, titles, years }, row, list, title, names, baseNames) {
  const name = shortNames[row];
  const whole = titles[row];
  const head = whole.includes(":") ? whole.slice(0, whole.indexOf(":")) : "";
  const short = joined(name);
  for (const text of new Set([short, title.runs.join(""), title.head.join("")])) if (text) names.push(text + END + row);
  for (const text of new Set([name, head, whole.length < 30 ? whole : ""]))
    if (text) {
      list.add(row, NAME, wordsAndParts(text));
      list.add(row, NAME, joinedPairs(text));
    }
  if (/[-\s/.\d]$/.test(name)) {
    const base = joined(name.replace(/[-\s/.\d]+$/, ""));
    if (base && base !== short) baseNames.push(base + END + row);
  }
  list.add(row, VENUE, [String(years[row])]);
}

/** @param {Names} columns @param {number} row @param {PostingList} list @param {string[]} names */
function addOtherNames({ also, keys }, row, list, names) {
  for (const name of also[row] ? also[row].split(" | ") : []) {
    list.add(row, ALSO, wordsAndParts(name));
    names.push(joined(name) + END + row);
  }
  list.add(row, ALSO, words(keys[row]));
}

/** Each two neighbours as one word. @param {string} text */
function joinedPairs(text) {
  const found = runs(fold(text));
  return found.slice(1).map((word, at) => found[at] + word);
}
