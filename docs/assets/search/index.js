// @ts-check
// The files of search, read: columns to an index that is built in the browser, and the text tier.
import { fold, joined, parts, runs, slug, words } from "./analyser.js";

// What a word may be found in.
export const NAME = 0, TITLE = 1, FIRST = 2, AUTHOR = 3, VENUE = 4, TAG = 5, CATEGORY = 6, ALSO = 7, TEXT = 8;
const SMALL = new Set(["a", "an", "and", "are", "as", "at", "by", "for", "from", "in", "is", "of", "on", "the", "to", "via", "with"]);

const TEXTS = ["keys", "names", "titles", "also", "spelled", "arxiv", "doi", "dates"];
const NUMBERS = ["category", "venue", "venueYear", "tags", "added", "flags"];

/** @param {string} text */
const lines = (text) => text.split("\n");

/** The columns by name; row numbers are documents. @param {any} json the file, parsed or not */
export function readColumns(json) {
  const file = typeof json === "string" ? JSON.parse(json) : json;
  if (typeof file?.titles !== "string" || !Array.isArray(file.category)) throw new Error("these are no columns of a catalogue");
  const columns = { ...file, count: file.category.length };
  for (const name of [...TEXTS, "authors", "people"]) {
    if (typeof file[name] !== "string") throw new Error(`the column ${name} is missing`);
    columns[name] = file[name] || columns.count ? lines(file[name]) : [];
  }
  for (const name of ["categories", "venues", "tagNames", "guides", "aliases", "days"]) if (!Array.isArray(file[name])) throw new Error(`the column ${name} is missing`);
  columns.properties = new Map(Object.entries(file.properties ?? {}));
  columns.slugs = new Map(Object.entries(file.slugs ?? {}));
  for (const [name, column] of [...[...TEXTS, "authors", ...NUMBERS].map((name) => [name, columns[name]]), ...[...columns.properties].map(([name, { rows }]) => [name, rows])])
    if (column?.length !== columns.count) throw new Error(`the column ${name} has not as many rows as the others`);
  columns.authors = columns.authors.map((/** @type {string} */ row) => (row ? row.split(" ").map((number) => parseInt(number, 36)) : []));
  columns.keys = columns.keys.map((/** @type {string} */ key, /** @type {number} */ row) => key || slug(columns.names[row]));
  return columns;
}

/** @returns {Promise<void>} */
const pause = () => {
  const scheduler = /** @type {any} */ (globalThis).scheduler;
  return scheduler?.yield ? scheduler.yield() : new Promise((done) => setTimeout(done));
};

/**
 * Builds the index in slices of a few milliseconds, so that the page stays awake.
 * @param {any} columns @param {{ slice?: number }} [options]
 */
export async function buildIndex(columns, { slice = 8 } = {}) {
  const n = columns.count;
  const ids = /** @type {Map<string, number>} */ (new Map());
  let pairs = new Int32Array(1 << 14);
  let length = 0;
  let until = performance.now() + slice;
  /** @param {number} row @param {number} place @param {Iterable<string>} found */
  const add = (row, place, found) => {
    for (const word of found) {
      let id = ids.get(word);
      if (id === undefined) ids.set(word, (id = ids.size));
      if (length + 2 > pairs.length) {
        const more = new Int32Array(pairs.length * 2);
        more.set(pairs);
        pairs = more;
      }
      pairs[length++] = id;
      pairs[length++] = row * 16 + place;
    }
  };
  const people = columns.people.map(words);
  const tags = columns.tagNames.map((/** @type {string[]} */ [key, name]) => [...new Set([...words(key), ...words(name)])]);
  const categories = columns.categories.map((/** @type {string[]} */ [key, name]) => [...new Set([...words(key), ...words(name)])]);
  const named = /** @type {Map<string, number[]>} */ (new Map());
  const based = /** @type {Map<string, number[]>} */ (new Map());
  /** @param {Map<string, number[]>} map @param {string} name @param {number} row */
  const file = (map, name, row) => {
    if (name) map.set(name, [...(map.get(name) ?? []), row]);
  };
  for (let row = 0; row < n; row++) {
    const name = columns.names[row], title = columns.titles[row], also = columns.also[row], date = columns.dates[row];
    const head = title.includes(":") ? title.slice(0, title.indexOf(":")) : "";
    for (const one of new Set([name, title, head])) {
      file(named, joined(one), row);
      if (one !== title || title.length < 30) add(row, NAME, [...words(one), ...parts(one), ...pairsOf(one)]);
    }
    const base = joined(name.replace(/[-\s/.\d]+$/, ""));
    if (base !== joined(name)) file(based, base, row);
    add(row, TITLE, [...words(title), ...parts(title), ...acronyms(title)]);
    for (const one of also.split(" | ")) {
      add(row, ALSO, [...words(one), ...parts(one), ...acronyms(one)]);
      file(named, joined(one), row);
    }
    for (const one of columns.spelled[row].split(" | ")) add(row, AUTHOR, words(one));
    columns.authors[row].forEach((/** @type {number} */ person, /** @type {number} */ at) => add(row, at ? AUTHOR : FIRST, people[person]));
    const venue = columns.venue[row] < 0 ? "" : columns.venues[columns.venue[row]], year = String(columns.venueYear[row] || "");
    if (venue) add(row, VENUE, [...words(venue), year, joined(venue) + year, joined(venue) + year.slice(2)]);
    add(row, VENUE, [date.slice(0, 4)]);
    for (const tag of columns.tags[row]) add(row, TAG, tags[tag]);
    add(row, CATEGORY, categories[columns.category[row]]);
    add(row, ALSO, words(columns.keys[row]));
    const plain = ` ${runs(fold([title, ...columns.tags[row].map((/** @type {number} */ tag) => columns.tagNames[tag][1])].join(" "))).join(" ")}`;
    for (const [short, long] of columns.aliases) if (plain.includes(` ${long}`)) add(row, ALSO, [short]);
    if (performance.now() > until) await pause(), (until = performance.now() + slice);
  }
  const terms = [...ids.keys()];
  const index = {
    columns, named, based, terms, ids,
    sorted: await inOrder(terms, slice),
    ...postings(terms.length, pairs, length),
    masks: Int32Array.from(terms, lettersOf),
    score: new Float32Array(n), best: new Float32Array(n), seen: new Int32Array(n), exact: new Int32Array(n), places: new Uint16Array(n), rank: new Float64Array(n),
    rest: /** @type {null | ReturnType<typeof readText>} */ (null),
  };
  return index;
}
/** @typedef {Awaited<ReturnType<typeof buildIndex>>} Index */

/** @param {string} text */
function pairsOf(text) {
  const found = runs(fold(text));
  return found.slice(1).map((word, at) => found[at] + word);
}

/** The initials of a title, with and without its small words. @param {string} title */
function acronyms(title) {
  const found = new Set();
  for (const part of [title, title.split(":")[0]]) {
    const all = runs(fold(part));
    for (const list of [all, all.filter((word) => !SMALL.has(word))])
      if (list.length > 1 && list.length < 8) found.add(list.map((word) => word[0]).join(""));
  }
  return found;
}

/** Which letters a word has, one bit each: two words that differ in many of them are no misspelling of each other. @param {string} word */
export function lettersOf(word) {
  let mask = 0;
  for (let i = 0; i < word.length; i++) mask |= 1 << word.charCodeAt(i) % 31;
  return mask;
}

/** The numbers of the terms in their order, sorted by first letter so that no step takes long. @param {string[]} terms @param {number} slice */
async function inOrder(terms, slice) {
  const groups = /** @type {Map<string, number[]>} */ (new Map());
  terms.forEach((term, id) => {
    const group = groups.get(term[0]);
    if (group) group.push(id);
    else groups.set(term[0], [id]);
  });
  const sorted = new Int32Array(terms.length);
  let at = 0, until = performance.now() + slice;
  for (const first of [...groups.keys()].sort()) {
    const group = /** @type {number[]} */ (groups.get(first));
    sorted.set(group.sort((a, b) => (terms[a] < terms[b] ? -1 : 1)), at);
    at += group.length;
    if (performance.now() > until) await pause(), (until = performance.now() + slice);
  }
  return sorted;
}

/** Postings by term: rows in order, each once with all places of the term in it. @param {number} count @param {Int32Array} pairs @param {number} length */
function postings(count, pairs, length) {
  const starts = new Int32Array(count + 1);
  for (let i = 0; i < length; i += 2) starts[pairs[i] + 1]++;
  for (let id = 0; id < count; id++) starts[id + 1] += starts[id];
  const ends = starts.slice(0, count), rows = new Int32Array(length / 2), masks = new Uint16Array(length / 2);
  for (let i = 0; i < length; i += 2) {
    const id = pairs[i], row = pairs[i + 1] >> 4, bit = 1 << (pairs[i + 1] & 15);
    if (ends[id] > starts[id] && rows[ends[id] - 1] === row) masks[ends[id] - 1] |= bit;
    else (rows[ends[id]] = row), (masks[ends[id]++] = bit);
  }
  return { starts, ends, rows, bits: masks };
}

/** The text tier. @param {any} json the file, parsed or not */
export function readText(json) {
  const file = typeof json === "string" ? JSON.parse(json) : json;
  if (typeof file?.words !== "string" || typeof file.rows !== "string") throw new Error("this is no text tier");
  const gaps = lines(file.rows);
  let before = "";
  const terms = lines(file.words).map((line) => (before = before.slice(0, parseInt(line[0], 36)) + line.slice(1)));
  if (gaps.length !== terms.length) throw new Error("the text tier has not as many rows as words");
  return { terms, gaps, ids: new Map(terms.map((term, id) => [term, id])) };
}

/** Takes the text tier in. @param {Index} index @param {any} json */
export function addText(index, json) {
  index.rest = readText(json);
}

/** The rows of a term of the text tier. @param {string} gaps */
export function rowsOf(gaps) {
  const rows = [];
  let row = -1;
  for (const char of gaps) {
    const code = /** @type {number} */ (char.codePointAt(0));
    rows.push((row += code - 0x5d - (code > 0xdfff ? 0x800 : 0)));
  }
  return rows;
}
