// @ts-check
// The files of search, read: columns to an index that is built in the browser, and the text tier.
import { fold, joined, parts, runs, slug, SMALL, words } from "./analyser.js";

// What a word may be found in.
export const NAME = 0,
  TITLE = 1,
  FIRST = 2,
  AUTHOR = 3,
  VENUE = 4,
  TAG = 5,
  CATEGORY = 6,
  ALSO = 7,
  TEXT = 8;
/** After a name, before the number of its row: it sorts before all that may follow in a longer name. */
export const END = "\0";

const TEXTS = ["keys", "names", "titles", "also", "spelled", "arxiv", "doi", "dates"];
const ROWS = ["authors", "tags"];
const NUMBERS = ["category", "venue", "venueYear", "track", "added", "flags"];

/** @param {string} text */
const lines = (text) => text.split("\n");

const NONE = /** @type {number[]} */ ([]);

/** The numbers that src/paperatlas/search/numbers.py wrote. @param {string} text */
export function numbers(text) {
  if (!text) return NONE;
  const found = [];
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code >> 11 === 27) code = /** @type {number} */ (text.codePointAt(i++)); // half of a pair
    found.push(code - 0x23 - (code > 0x5c ? 1 : 0) - (code > 0xdfff ? 0x800 : 0));
  }
  return found.slice(); // without the room that it grew by
}

const SLICE = 8; // milliseconds

/** Gives the page its turn when a slice is over. */
function pauses() {
  let until = performance.now() + SLICE;
  return async () => {
    if (performance.now() < until) return;
    const scheduler = /** @type {any} */ (globalThis).scheduler;
    await (scheduler?.yield ? scheduler.yield() : new Promise((done) => setTimeout(done)));
    until = performance.now() + SLICE;
  };
}

/** The columns by name; row numbers are documents. @param {any} json the file, parsed or not */
export async function readColumns(json) {
  const pause = pauses();
  const file = typeof json === "string" ? JSON.parse(json) : json;
  if (typeof file?.titles !== "string" || typeof file.category !== "string")
    throw new Error("these are no columns of a catalogue");
  const columns = {
    ...file,
    count: numbers(file.category).length,
    properties: new Map(),
    slugs: new Map(Object.entries(file.slugs ?? {})),
  };
  /** @param {string} name @param {string} text @param {(text: string) => any} read */
  const column = (name, text, read) => {
    if (typeof text !== "string") throw new Error(`the column ${name} is missing`);
    const rows = !text && !columns.count ? [] : read(text);
    if (rows.length !== columns.count) throw new Error(`the column ${name} has not as many rows as the others`);
    return rows;
  };
  await pause();
  for (const [names, read] of /** @type {[string[], (text: string) => any][]} */ ([
    [TEXTS, lines],
    [ROWS, (text) => lines(text).map(numbers)],
    [NUMBERS, numbers],
  ]))
    for (const name of names) {
      columns[name] = column(name, file[name], read);
      await pause();
    }
  for (const [name, of] of Object.entries(file.properties ?? {}))
    columns.properties.set(name, { ...of, rows: column(name, of.rows, (text) => lines(text).map(numbers)) });
  for (const name of ["categories", "venues", "tracks", "tagNames", "guides", "aliases", "days"])
    if (!Array.isArray(file[name])) throw new Error(`the column ${name} is missing`);
  for (const name of ["people", "words"]) {
    if (typeof file[name] !== "string") throw new Error(`the column ${name} is missing`);
    columns[name] = lines(file[name]);
  }
  await pause();
  columns.spelling = columns.titles; // by the numbers of words
  columns.titles = columns.spelling.map((/** @type {string} */ row) =>
    numbers(row)
      .map((word) => columns.words[word])
      .join(" "),
  );
  await pause();
  columns.venue = columns.venue.map((/** @type {number} */ venue) => venue - 1);
  columns.years = columns.dates.map((/** @type {string} */ date) => Number(date.slice(0, 4)));
  columns.keys = columns.keys.map((/** @type {string} */ key, /** @type {number} */ row) =>
    key[0] === "+" ? slug(columns.names[row]) + key.slice(1) : key,
  );
  columns.arxiv = columns.arxiv.map((/** @type {string} */ id, /** @type {number} */ row) =>
    id[0] === "." ? columns.dates[row].slice(2).replace("-", "") + id : id,
  );
  return columns;
}

/** Texts in order, sorted by first letter so that no step takes long. @param {string[]} texts @param {() => Promise<void>} pause */
async function inOrder(texts, pause) {
  const groups = /** @type {Map<string, string[]>} */ (new Map());
  for (const text of texts) {
    const group = groups.get(text[0]);
    if (group) group.push(text);
    else groups.set(text[0], [text]);
  }
  const sorted = [];
  for (const first of [...groups.keys()].sort()) {
    for (const text of /** @type {string[]} */ (groups.get(first)).sort()) sorted.push(text);
    await pause();
  }
  return sorted;
}

/** Builds the index in slices, so that the page stays awake. @param {any} columns */
export async function buildIndex(columns) {
  const n = columns.count,
    pause = pauses();
  const ids = /** @type {Map<string, number>} */ (new Map());
  const names = /** @type {string[]} */ ([]),
    bases = /** @type {string[]} */ ([]);
  let pairs = new Int32Array(1 << 14),
    length = 0;
  /** @param {Iterable<string>} found */
  const numbered = (found) => {
    const list = [];
    for (const word of found) {
      let id = ids.get(word);
      if (id === undefined) ids.set(word, (id = ids.size));
      list.push(id);
    }
    return list;
  };
  /** @param {number} row @param {number} place @param {number[]} list */
  const put = (row, place, list) => {
    if (length + 2 * list.length > pairs.length) {
      const more = new Int32Array(2 * pairs.length + 2 * list.length);
      more.set(pairs);
      pairs = more;
    }
    for (const id of list) (pairs[length++] = id), (pairs[length++] = row * 16 + place);
  };
  /** @param {number} row @param {number} place @param {Iterable<string>} found */
  const add = (row, place, found) => put(row, place, numbered(found));
  /** What is the same in many rows is taken apart once. @template T @param {T[]} list @param {(one: T) => string[]} take */
  const once = async (list, take) => {
    const found = /** @type {number[][]} */ ([]);
    for (let i = 0; i < list.length; i++) {
      found.push(numbered(new Set(take(list[i]))));
      if (i % 64 === 0) await pause();
    }
    return found;
  };
  const both = (/** @type {string[]} */ [key, name]) => [...words(key), ...words(name)];
  const people = await once(columns.people, words),
    tags = await once(columns.tagNames, both),
    categories = await once(columns.categories, both);
  const spelled = await once(/** @type {string[]} */ (columns.words), (word) => [...words(word), ...parts(word)]);
  const letters = columns.words.map((/** @type {string} */ word) => runs(fold(word)));
  const aliases = columns.aliases.map((/** @type {string[]} */ [short, long]) => [short, ` ${long}`]);
  for (let row = 0; row < n; row++) {
    const name = columns.names[row],
      title = columns.titles[row],
      list = numbers(columns.spelling[row]);
    const said = /** @type {string[]} */ ([]);
    let colon = -1;
    for (const word of list) {
      if (colon < 0 && columns.words[word].includes(":"))
        colon = said.length + runs(fold(columns.words[word].split(":")[0])).length;
      said.push(...letters[word]);
      put(row, TITLE, spelled[word]);
    }
    const head = title.includes(":") ? title.slice(0, title.indexOf(":")) : "";
    const short = joined(name);
    for (const one of new Set([short, said.join(""), colon < 0 ? "" : said.slice(0, colon).join("")]))
      if (one) names.push(one + END + row);
    for (const one of new Set([name, head, title.length < 30 ? title : ""]))
      add(row, NAME, [...words(one), ...parts(one), ...pairsOf(one)]);
    const base = joined(name.replace(/[-\s/.\d]+$/, ""));
    if (base && base !== short) bases.push(base + END + row);
    add(row, TITLE, acronyms(said));
    if (colon > 0) add(row, TITLE, acronyms(said.slice(0, colon)));
    for (const one of columns.also[row] ? columns.also[row].split(" | ") : []) {
      add(row, ALSO, [
        ...words(one),
        ...parts(one),
        ...acronyms(runs(fold(one))),
        ...acronyms(runs(fold(one.split(":")[0]))),
      ]);
      names.push(joined(one) + END + row);
    }
    add(row, AUTHOR, words(columns.spelled[row]));
    columns.authors[row].forEach((/** @type {number} */ person, /** @type {number} */ at) =>
      put(row, at ? AUTHOR : FIRST, people[person]),
    );
    const venue = joined(columns.venues[columns.venue[row]] ?? ""),
      year = String(columns.venueYear[row]);
    if (venue)
      add(row, VENUE, [
        ...words(`${columns.venues[columns.venue[row]]} ${columns.tracks[columns.track[row]]}`),
        year,
        venue + year,
        venue + year.slice(2),
      ]);
    add(row, VENUE, [String(columns.years[row])]);
    for (const tag of columns.tags[row]) put(row, TAG, tags[tag]);
    put(row, CATEGORY, categories[columns.category[row]]);
    add(row, ALSO, words(columns.keys[row]));
    const plain = ` ${said.join(" ")} ${columns.tags[row].map((/** @type {number} */ tag) => fold(columns.tagNames[tag][1])).join(" ")}`;
    for (const [short, long] of aliases) if (plain.includes(long)) add(row, ALSO, [short]);
    if (row % 8 === 0) await pause();
  }
  await pause();
  const terms = await inOrder([...ids.keys()], pause);
  const rank = new Int32Array(terms.length);
  terms.forEach((term, at) => (rank[/** @type {number} */ (ids.get(term))] = at));
  await pause();
  const found = postings(terms.length, rank, pairs, length, n);
  await pause();
  const named = await inOrder(names, pause);
  const shapes = shapesOf(terms);
  await pause();
  return {
    columns,
    terms,
    ...found,
    named,
    based: bases.sort(),
    shapes,
    nameShapes: shapesOf(named.map((name) => name.slice(0, name.indexOf(END)))),
    score: new Float32Array(n),
    best: new Float32Array(n),
    seen: new Int32Array(n),
    exact: new Int32Array(n),
    places: new Uint16Array(n),
    rank: new Float64Array(n),
    rest: /** @type {null | ReturnType<typeof readText>} */ (null),
  };
}
/** @typedef {Awaited<ReturnType<typeof buildIndex>>} Index */

/** Neighbours joined. @param {string} text */
function pairsOf(text) {
  const found = runs(fold(text));
  return found.slice(1).map((word, at) => found[at] + word);
}

/** The initials of words, with and without the small ones. @param {string[]} all */
function acronyms(all) {
  const found = new Set();
  for (const list of [all, all.filter((word) => !SMALL.has(word))])
    if (list.length > 1 && list.length < 8) found.add(list.map((word) => word[0]).join(""));
  return found;
}

/** Which letters a word has, one bit each: two words that differ in many of them are no misspelling of each other. @param {string} word */
export function lettersOf(word) {
  let mask = 0;
  for (let i = 0; i < word.length; i++) mask |= 1 << (word.charCodeAt(i) % 31);
  return mask;
}

/** By what texts are told apart before their edits are counted. @param {string[]} texts */
const shapesOf = (texts) => ({
  masks: Int32Array.from(texts, lettersOf),
  lengths: Uint16Array.from(texts, (text) => text.length),
});

/**
 * Postings by term: rows in order, each once with all places of the term in it.
 * @param {number} count @param {Int32Array} rank the term of a number in `pairs` @param {Int32Array} pairs @param {number} length @param {number} most the number of rows
 */
function postings(count, rank, pairs, length, most) {
  const starts = new Int32Array(count + 1);
  for (let i = 0; i < length; i += 2) starts[rank[pairs[i]] + 1]++;
  for (let id = 0; id < count; id++) starts[id + 1] += starts[id];
  const ends = starts.slice(0, count),
    rows = new Int32Array(length / 2),
    bits = new Uint16Array(length / 2);
  for (let i = 0; i < length; i += 2) {
    const id = rank[pairs[i]],
      row = pairs[i + 1] >> 4,
      bit = 1 << (pairs[i + 1] & 15);
    if (ends[id] > starts[id] && rows[ends[id] - 1] === row) bits[ends[id] - 1] |= bit;
    else (rows[ends[id]] = row), (bits[ends[id]++] = bit);
  }
  // A term may be many times in one row: what that left free is closed.
  let to = 0;
  for (let id = 0; id < count; id++) {
    const from = starts[id];
    rows.copyWithin(to, from, ends[id]), bits.copyWithin(to, from, ends[id]);
    starts[id] = to;
    to += ends[id] - from;
  }
  starts[count] = to;
  const kept = rows.subarray(0, to);
  return { starts, rows: most < 1 << 16 ? Uint16Array.from(kept) : kept.slice(), bits: bits.slice(0, to) };
}

/** The text tier. @param {any} json the file, parsed or not */
export function readText(json) {
  const file = typeof json === "string" ? JSON.parse(json) : json;
  if (typeof file?.words !== "string" || typeof file.rows !== "string") throw new Error("this is no text tier");
  const gaps = lines(file.rows);
  let before = "";
  const terms = lines(file.words).map((line) => (before = before.slice(0, parseInt(line[0], 36)) + line.slice(1)));
  if (gaps.length !== terms.length) throw new Error("the text tier has not as many rows as words");
  return { terms, gaps };
}

/** Takes the text tier in. @param {Index} index @param {any} json */
export function addText(index, json) {
  index.rest = readText(json);
}

/** The first place in sorted texts at which one is not before another. @param {string[]} texts @param {string} text */
export function lower(texts, text) {
  let low = 0,
    high = texts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (texts[middle] < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
