// @ts-check
// The search engine: columns to an index, a query to ranked rows. It knows nothing of the page it runs in.
import { fold, joined, parts, runs, words } from "./analyser.js";
import { edits, nearest, parse, span } from "./query.js";

// What a word may be found in, and how much that counts.
const NAME = 0, TITLE = 1, FIRST = 2, AUTHOR = 3, VENUE = 4, TAG = 5, CATEGORY = 6, ALSO = 7, TEXT = 8;
export const PLACES = ["name", "title", "author", "author", "venue", "tag", "category", "also known as", "summary"];
const WEIGHTS = [6, 6, 6, 5, 4, 3, 2, 5, 1];
const PLACES_OF = /** @type {Record<string, number[]>} */ ({ author: [FIRST, AUTHOR], title: [NAME, TITLE, ALSO], venue: [VENUE], tag: [TAG], category: [CATEGORY] });
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

/** A text as a part of an address. @param {string} text */
export const slug = (text) => runs(fold(text)).join("-");

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
function lettersOf(word) {
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
function rowsOf(gaps) {
  const rows = [];
  let row = -1;
  for (const char of gaps) {
    const code = /** @type {number} */ (char.codePointAt(0));
    rows.push((row += code - 0x5d - (code > 0xdfff ? 0x800 : 0)));
  }
  return rows;
}

/** The first place in sorted words at which one is not before the prefix. @param {number} count @param {(at: number) => string} word @param {string} prefix */
function lower(count, word, prefix) {
  let low = 0, high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (word(middle) < prefix) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The terms that a word of a query stands for, each with how well it fits, 1 for the same word.
 * @param {Index} index @param {string} word @param {boolean} isLast
 */
function fitting(index, word, isLast) {
  const found = /** @type {[number, number, boolean][]} */ ([]);
  const same = index.ids.get(word);
  if (same !== undefined) found.push([same, 1, false]);
  if (isLast || word.length > 2) {
    const at = (/** @type {number} */ i) => index.terms[index.sorted[i]];
    for (let i = lower(index.sorted.length, at, word); i < index.sorted.length && at(i).startsWith(word); i++)
      if (index.sorted[i] !== same) found.push([index.sorted[i], (isLast ? 0.4 : 0.25) + 0.4 * (word.length / at(i).length), false]);
  }
  return found;
}

/** Terms a few edits away. @param {Index} index @param {string} word @returns {[number, number, boolean][]} */
function forgiven(index, word) {
  const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
  const found = /** @type {[number, number, boolean][]} */ ([]);
  const mask = lettersOf(word);
  for (let id = 0; most && id < index.terms.length; id++) {
    const term = index.terms[id];
    if (Math.abs(term.length - word.length) > most || bitsOf(mask ^ index.masks[id]) > 2 * most) continue;
    const count = edits(word, term, most);
    if (count <= most) found.push([id, (0.7 - 0.2 * count) * (term[0] === word[0] ? 1 : 0.8), true]);
  }
  return found;
}

/** @param {number} mask */
function bitsOf(mask) {
  let count = 0;
  for (; mask; mask &= mask - 1) count++;
  return count;
}

/**
 * @typedef {{ filters?: Record<string, string[]>, sort?: string, limit?: number, facets?: boolean, explain?: boolean }} Options
 * @typedef {{ doc: number, key: string, score: number, places: number, exact: boolean, steps?: any[] }} Hit
 * @param {Index} index @param {string} text @param {Options} [options]
 */
export function search(index, text, { filters = {}, sort = "relevance", limit = 20, facets = false, explain = false } = {}) {
  const { columns } = index;
  const known = ["author", "title", "year", "venue", "tag", "category", "has", ...columns.properties.keys()];
  const query = parse(text, known);
  const problems = query.unknown.map((name) => ({ name, nearest: nearest(name, known) }));
  const { isAllowed, favour } = narrowed(index, query);
  const ranked = query.words.length || query.arxiv || query.doi ? matches(index, query, isAllowed, explain) : all(index, isAllowed);
  for (const doc of ranked.docs) index.rank[doc] += favour(doc);
  const counted = facets ? facetCounts(index, ranked.docs, filters) : null;
  const groups = Object.entries(filters).filter(([, values]) => values.length).map(([name, values]) => ({ has: member(columns, name), values }));
  const docs = groups.length ? ranked.docs.filter((doc) => groups.every(({ has, values }) => values.some((value) => has(doc, value)))) : ranked.docs;
  const first = order(index, docs, sort, limit);
  const hits = first.map((doc) => ({ doc, key: columns.keys[doc], score: index.rank[doc], places: index.places[doc], exact: index.rank[doc] >= 1e4, ...(explain && { steps: ranked.steps?.get(doc) ?? [], tier: ranked.tiers?.get(doc) ?? 0 }) }));
  return { hits, docs: first, count: docs.length, partial: ranked.partial, problems, facets: counted, words: query.words };
}

/** @param {Index} index @param {(doc: number) => boolean} allowed */
function all(index, allowed) {
  index.rank.fill(0), index.places.fill(0);
  const docs = /** @type {number[]} */ ([]);
  for (let doc = 0; doc < index.columns.count; doc++) if (allowed(doc)) docs.push(doc);
  return { docs, partial: false, steps: null, tiers: null };
}

/** Whether a row has a value of a facet. @param {any} columns @param {string} facet @returns {(doc: number, value: string) => boolean} */
export function member(columns, facet) {
  if (facet === "category") return (doc, value) => columns.categories[columns.category[doc]][0] === value;
  if (facet === "year") return (doc, value) => columns.dates[doc].slice(0, 4) >= String(span(value)[0]) && columns.dates[doc].slice(0, 4) <= String(span(value)[1]);
  if (facet === "venue") return (doc, value) => (columns.venues[columns.venue[doc]] ?? "preprint") === value;
  if (facet === "tag") return (doc, value) => columns.tags[doc].some((/** @type {number} */ tag) => columns.tagNames[tag][0] === value);
  if (facet === "author") {
    const numbers = new Map(); // of the names at an address: one person may be spelled in several ways
    return (doc, value) => {
      if (!numbers.has(value)) numbers.set(value, new Set([...columns.people.keys()].filter((/** @type {number} */ person) => addressOf(columns, person) === value)));
      return columns.authors[doc].some((/** @type {number} */ person) => numbers.get(value).has(person));
    };
  }
  if (facet === "has") return (doc, value) => Boolean(columns.flags[doc] & (value === "code" ? 1 : value === "method" ? 2 : 0));
  const property = columns.properties.get(facet);
  if (!property) return () => false;
  return (doc, value) => property.rows[doc].some((/** @type {number} */ one) => property.values[one][0] === value);
}

/** The address of a person's page. @param {any} columns @param {number} person @returns {string} */
export const addressOf = (columns, person) => columns.slugs.get(String(person)) ?? slug(columns.people[person]);

/** Whether a row has words side by side in its names, titles or authors. @param {any} columns @param {string[]} phrase @returns {(doc: number) => boolean} */
function holding({ names, titles, also, authors, people }, phrase) {
  const wanted = ` ${phrase.join(" ")} `;
  /** @param {string} text */
  const has = (text) => ` ${runs(fold(text)).join(" ")} `.includes(wanted);
  return (doc) => has(names[doc]) || has(titles[doc]) || has(also[doc]) || authors[doc].some((/** @type {number} */ person) => has(people[person]));
}

/** Which rows the fields, phrases and left-out words of a query allow. @param {Index} index @param {ReturnType<typeof parse>} query */
function narrowed(index, query) {
  const { columns } = index;
  const tests = /** @type {((doc: number) => boolean)[]} */ ([]);
  const firsts = /** @type {((doc: number) => number)[]} */ ([]);
  for (const [name, value, isLeftOut] of query.fields) {
    const before = tests.length;
    if (name === "year") {
      const [from, to] = span(value);
      tests.push((doc) => Number(columns.dates[doc].slice(0, 4)) >= from && Number(columns.dates[doc].slice(0, 4)) <= to);
    } else if (PLACES_OF[name] && !(name === "venue" && fold(value) === "preprint")) {
      const wanted = PLACES_OF[name].reduce((mask, place) => mask | (1 << place), 0);
      for (const word of runs(fold(value))) {
        const rows = /** @type {Map<number, number>} */ (new Map());
        for (const [id] of fitting(index, word, true)) for (let i = index.starts[id]; i < index.ends[id]; i++) if (index.bits[i] & wanted) rows.set(index.rows[i], (rows.get(index.rows[i]) ?? 0) | index.bits[i]);
        tests.push((doc) => rows.has(doc));
        if (name === "author") firsts.push((doc) => ((rows.get(doc) ?? 0) & (1 << FIRST) ? 1 : 0));
      }
    } else {
      const has = member(columns, name);
      tests.push((doc) => has(doc, value.toLowerCase()));
    }
    if (isLeftOut) {
      const whole = tests.splice(before);
      tests.push((doc) => !whole.every((test) => test(doc)));
    }
  }
  for (const left of query.without) {
    if (left.length > 1) {
      const has = holding(columns, left);
      tests.push((doc) => !has(doc));
      continue;
    }
    const rows = new Set(), id = index.ids.get(left[0]);
    if (id !== undefined) for (let i = index.starts[id]; i < index.ends[id]; i++) rows.add(index.rows[i]);
    tests.push((doc) => !rows.has(doc));
  }
  for (const phrase of query.phrases) tests.push(holding(columns, phrase));
  const isAllowed = (/** @type {number} */ doc) => tests.every((test) => test(doc));
  return { isAllowed, favour: (/** @type {number} */ doc) => firsts.reduce((sum, first) => sum + first(doc), 0) };
}

/** @param {Index} index @param {ReturnType<typeof parse>} query @param {(doc: number) => boolean} allowed @param {boolean} explain */
function matches(index, query, allowed, explain) {
  const { columns, score, best, seen, exact, places } = index;
  const touched = /** @type {number[]} */ ([]);
  const steps = /** @type {Map<number, any[]>} */ (new Map());
  score.fill(0), seen.fill(0), exact.fill(0), places.fill(0);
  const list = query.words.flatMap((word, at) => split(index, word, at === query.words.length - 1));
  /** @param {number} covers @param {[number, number, boolean][]} found @param {string} word */
  const take = (covers, found, word) => {
    const here = /** @type {number[]} */ ([]);
    /** @param {number} row @param {number} bits @param {number} fit @param {boolean} isForgiven @param {string} term @param {number} rarity */
    const reach = (row, bits, fit, isForgiven, term, rarity) => {
      let weight = 0;
      for (let place = 0; place < WEIGHTS.length; place++) if (bits & (1 << place) && WEIGHTS[place] > weight) weight = WEIGHTS[place];
      weight *= fit * (isForgiven ? 1 : rarity);
      if (!seen[row]) touched.push(row);
      seen[row] |= covers;
      if (!isForgiven) exact[row] |= covers;
      places[row] |= bits;
      if (weight > best[row]) {
        if (!best[row]) here.push(row);
        best[row] = weight;
        if (explain) steps.set(row, [...(steps.get(row) ?? []).filter((step) => step.word !== word), { word, term, fit, weight, places: bits }]);
      }
    };
    for (const [id, fit, isForgiven] of found) {
      const rarity = 1 + Math.log2(1 + columns.count / (1 + index.ends[id] - index.starts[id])) / 12;
      for (let i = index.starts[id]; i < index.ends[id]; i++) reach(index.rows[i], index.bits[i], fit, isForgiven, index.terms[id], rarity);
    }
    const rest = index.rest;
    if (rest && !found.some((one) => one[2])) {
      const isLast = word === list[list.length - 1];
      let at = rest.ids.has(word) || isLast ? lower(rest.terms.length, (i) => rest.terms[i], word) : rest.terms.length;
      for (let spent = 0; at < rest.terms.length && spent < 300 && (rest.terms[at] === word || (isLast && word.length > 2 && rest.terms[at].startsWith(word))); at++, spent++)
        for (const row of rowsOf(rest.gaps[at])) reach(row, 1 << TEXT, word.length / rest.terms[at].length, false, rest.terms[at], 1);
    }
    for (const row of here) (score[row] += best[row]), (best[row] = 0);
  };
  list.forEach((word, at) => {
    const isLast = at === list.length - 1;
    let found = fitting(index, word, isLast);
    const joint = at + 1 < list.length ? word + list[at + 1] : "";
    if (!found.length && !hasText(index, word, isLast)) found = forgiven(index, word);
    take(1 << at, found, word);
    if (joint) take((1 << at) | (1 << (at + 1)), fitting(index, joint, at + 2 === list.length), joint);
  });
  const whole = (1 << list.length) - 1;
  const tiers = named(index, list.join(""), touched, seen, whole);
  if (query.arxiv || query.doi)
    for (let doc = 0; doc < columns.count; doc++)
      if ((query.arxiv && columns.arxiv[doc].startsWith(query.arxiv)) || (query.doi && columns.doi[doc].toLowerCase().startsWith(query.doi))) {
        if (!seen[doc]) touched.push(doc);
        seen[doc] |= whole || 1;
        exact[doc] |= whole || 1;
        tiers.set(doc, 5);
      } else if (!list.length) continue;
  const full = whole || 1;
  let docs = touched.filter((doc) => (seen[doc] & full) === full && allowed(doc) && (!(query.arxiv || query.doi) || tiers.get(doc) === 5 || list.length));
  const partial = !docs.length;
  if (partial) docs = touched.filter(allowed);
  const most = partial ? docs.reduce((top, doc) => Math.max(top, bitsOf(seen[doc])), 0) : 0;
  if (partial) docs = docs.filter((doc) => bitsOf(seen[doc]) === most);
  for (const doc of docs) index.rank[doc] = ((exact[doc] & full) === full ? 1e4 : 0) + (tiers.get(doc) ?? 0) * 1e3 + score[doc];
  if (list.length > 1) for (const doc of order(index, docs, "relevance", 50)) index.rank[doc] += neighbours(columns.titles[doc], list);
  return { docs, partial: partial && docs.length > 0, steps, tiers };
}

/**
 * How many words of the query stand in a title side by side, as they do in the query.
 * @param {string} title @param {string[]} list
 */
function neighbours(title, list) {
  const found = runs(fold(title));
  /** @param {string} word @param {string} wanted */
  const fits = (word, wanted) => word === wanted || (wanted.length > 2 && word.startsWith(wanted)) || (wanted.length > 3 && edits(wanted, word, wanted.length < 8 ? 1 : 2) <= (wanted.length < 8 ? 1 : 2));
  let count = 0;
  for (let at = 1; at < list.length; at++)
    if (found.some((word, i) => i && fits(found[i - 1], list[at - 1]) && fits(word, list[at]))) count++;
  return 2 * count + (count && fits(found[0], list[0]) ? 1 : 0);
}

/** @param {Index} index @param {string} word @param {boolean} isLast */
function hasText(index, word, isLast) {
  const rest = index.rest;
  if (!rest) return false;
  const at = lower(rest.terms.length, (i) => rest.terms[i], word);
  return at < rest.terms.length && (rest.terms[at] === word || (isLast && rest.terms[at].startsWith(word)));
}

/** A word that is nowhere, in two that are somewhere. @param {Index} index @param {string} word @param {boolean} isLast @returns {string[]} */
function split(index, word, isLast) {
  if (word.length < 6 || fitting(index, word, isLast).length || hasText(index, word, isLast)) return [word];
  for (let at = 3; at <= word.length - 3; at++)
    if (index.ids.has(word.slice(0, at)) && index.ids.has(word.slice(at))) return [word.slice(0, at), word.slice(at)];
  return [word];
}

/**
 * Rows that bear the query as their name: 4 the whole name, 3 the name without its version, of the first version,
 * 1.5 to 2.5 a name a few edits away, 1 a name that begins with it.
 * @param {Index} index @param {string} text @param {number[]} touched @param {Int32Array} seen @param {number} whole
 */
function named(index, text, touched, seen, whole) {
  const tiers = /** @type {Map<number, number>} */ (new Map());
  if (text.length < 2) return tiers;
  /** @param {number} doc @param {number} tier */
  const set = (doc, tier, isExact = false) => {
    if (!seen[doc]) touched.push(doc);
    seen[doc] |= whole;
    if (isExact) index.exact[doc] |= whole;
    tiers.set(doc, Math.max(tier, tiers.get(doc) ?? 0));
  };
  for (const doc of index.named.get(text) ?? []) set(doc, 4, true);
  const { dates } = index.columns;
  const first = [...(index.based.get(text) ?? [])].sort((a, b) => (dates[a] < dates[b] ? -1 : 1))[0];
  if (first !== undefined) set(first, 3, true);
  for (const [name, docs] of index.named) if (name.startsWith(text)) for (const doc of docs) set(doc, 1, true);
  const most = tiers.size || text.length < 5 ? 0 : text.length < 9 ? 1 : text.length < 12 ? 2 : 3;
  for (const [name, docs] of most ? index.named : []) {
    const count = Math.abs(name.length - text.length) > most ? most + 1 : edits(text, name, most);
    if (count <= most) for (const doc of docs) set(doc, 3 - count / 2);
  }
  return tiers;
}

/** The first of the rows in an order, the year and then the key last. @param {Index} index @param {number[]} docs @param {string} sort @param {number} limit */
function order({ columns, rank }, docs, sort, limit) {
  const { dates, added, titles } = columns;
  const folded = sort === "title" ? (columns.folded ??= titles.map(fold)) : [];
  const by = new Map(Object.entries(/** @type {Record<string, (a: number, b: number) => number>} */ ({
    newest: (a, b) => (dates[a] < dates[b] ? 1 : dates[a] > dates[b] ? -1 : 0),
    oldest: (a, b) => (dates[a] < dates[b] ? -1 : dates[a] > dates[b] ? 1 : 0),
    title: (a, b) => (folded[a] < folded[b] ? -1 : folded[a] > folded[b] ? 1 : 0),
    added: (a, b) => added[b] - added[a],
  }))).get(sort) ?? ((a, b) => rank[b] - rank[a]);
  /** @param {number} a @param {number} b */
  const compare = (a, b) => by(a, b) || a - b;
  if (limit < 1) return [];
  if (limit > 100 || docs.length <= limit) return [...docs].sort(compare).slice(0, limit);
  // A few of many: one walk, in which most rows lose against the last of the best so far.
  const best = docs.slice(0, limit).sort(compare);
  for (let i = limit; i < docs.length; i++) {
    const doc = docs[i];
    if (compare(doc, best[limit - 1]) > 0) continue;
    let at = limit - 1;
    while (at > 0 && compare(doc, best[at - 1]) < 0) best[at] = best[--at];
    best[at] = doc;
  }
  return best;
}

/**
 * For each facet, how many of the rows each value has: all other choices apply, the facet's own do not.
 * @param {Index} index @param {number[]} docs @param {Record<string, string[]>} filters
 */
function facetCounts({ columns }, docs, filters) {
  const { category, dates, venue, venues, tags, flags } = columns;
  const groups = Object.entries(filters).filter(([, values]) => values.length).map(([name, values]) => ({ name, has: member(columns, name), values }));
  const properties = [...columns.properties].map(([name, { values, rows }]) => ({ name, values, rows, count: new Int32Array(values.length) }));
  const years = new Int32Array(10000), inCategory = new Int32Array(columns.categories.length), inVenue = new Int32Array(venues.length + 1), withTag = new Int32Array(columns.tagNames.length), has = new Int32Array(2);
  for (const doc of docs) {
    let only = "", failed = 0;
    for (const group of groups) if (!group.values.some((value) => group.has(doc, value))) failed++, (only = group.name);
    if (failed > 1) continue;
    if (!only || only === "category") inCategory[category[doc]]++;
    if (!only || only === "year") years[Number(dates[doc].slice(0, 4))]++;
    if (!only || only === "venue") inVenue[venue[doc] + 1]++;
    if (!only || only === "tag") for (const tag of tags[doc]) withTag[tag]++;
    if (!only || only === "has") (has[0] += flags[doc] & 1), (has[1] += (flags[doc] >> 1) & 1);
    for (const { name, rows, count } of properties) if (!only || only === name) for (const value of rows[doc]) count[value]++;
  }
  /** @param {Int32Array} counts @param {(number: number) => string} name */
  const told = (counts, name) => {
    const found = /** @type {Map<string, number>} */ (new Map());
    counts.forEach((count, number) => count && found.set(name(number), count));
    return found;
  };
  return /** @type {Record<string, Map<string, number>>} */ (Object.fromEntries(/** @type {[string, Map<string, number>][]} */ ([
    ["category", told(inCategory, (number) => columns.categories[number][0])],
    ["year", told(years, String)],
    ["venue", told(inVenue, (number) => venues[number - 1] ?? "preprint")],
    ["tag", told(withTag, (number) => columns.tagNames[number][0])],
    ["has", told(has, (number) => ["code", "method"][number])],
    ...properties.map(({ name, values, count }) => [name, told(count, (number) => values[number][0])]),
  ])));
}
