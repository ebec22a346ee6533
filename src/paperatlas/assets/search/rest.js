// @ts-check
// The second file: authors, venues, tags and ids, what can be filtered and how. It adds to the index of the names.
import { fold, joined, runs, words } from "../shared/analyser.js";
import { lines, lists, numbers, parsed, rowsOf, textOf } from "./columns.js";
import { facetCounts, filtered } from "./facets.js";
import { ALSO, AUTHOR, CATEGORY, END, FIRST_AUTHOR, TAG, termsOf, TITLE, VENUE } from "./index.js";
import { narrowed } from "./narrow.js";
import { mapInSlices, pauses, sortedInSlices } from "./slices.js";
import { lowerBound, shapesOf } from "./terms.js";
import { problemsOf } from "./values.js";

/** @typedef {import("./columns.js").Columns} Columns */
/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./postings.js").PostingList} PostingList */
/** @typedef {import("./slices.js").Pause} Pause */
/**
 * What search can do with the second file.
 * @typedef {object} RestTier
 * @property {typeof narrowed} narrowed
 * @property {typeof filtered} filtered
 * @property {typeof facetCounts} facetCounts
 * @property {typeof problemsOf} problemsOf
 * @property {(query: import("./query.js").Query) => number[]} rowsWithId those of an arXiv id or a DOI
 */

const TEXT_COLUMNS = ["spelled", "arxiv", "doi"];
const LIST_COLUMNS = ["authors", "tags"];
const NUMBER_COLUMNS = ["category", "venue", "venueYear", "label", "added", "flags"];
const VOCABULARIES = ["categories", "venues", "venueSlugs", "labels", "preprint", "tagNames", "has", "days"];
const SPARSE_COLUMNS = ["more", "tldr", "status", "awards", "alsoIn", "former"];
const LISTS = [...VOCABULARIES, "guides", "formats"];

/** Adds what the second file has. @param {Index} index @param {any} json the file, parsed or not */
export async function addColumns(index, json) {
  const { columns, list } = index;
  if (!list) throw new Error("the index has these columns already");
  const pause = pauses();
  const rest = await readRest(json, columns, pause);
  const all = { ...columns, ...rest };
  const known = await vocabularyIds(all, list, pause);
  for (let row = 0; row < all.count; row++) {
    addInitials(all, row, list, index.small);
    addPeople(all, row, list, known.people);
    addVenue(all, row, list);
    for (const tag of all.tags[row]) list.addIds(row, TAG, known.tags[tag]);
    list.addIds(row, CATEGORY, known.categories[all.category[row]]);
    if (row % 8 === 0) await pause();
  }
  const found = await termsOf(list, all.count, pause);
  const termShapes = shapesOf(found.terms);
  await pause();
  const nameShapes = shapesOf(index.names.map((name) => name.slice(0, name.indexOf(END))));
  const ids = await sortedInSlices(idsIn(all), pause);
  const rowsWithId = (/** @type {import("./query.js").Query} */ query) => rowsWithIds(ids, [query.arxiv, query.doi]);
  const tier = { narrowed, filtered, facetCounts, problemsOf, rowsWithId };
  Object.assign(columns, rest); // the same object, by which others know it
  Object.assign(index, found, { termShapes, nameShapes, list: null, rest: tier });
}

/**
 * @param {any} json the file, parsed or not @param {import("./columns.js").Names} names @param {Pause} [pause]
 * @returns {Promise<import("./columns.js").Rest>}
 */
export async function readRest(json, { count, order, dates }, pause = pauses()) {
  const file = parsed(json);
  if (typeof file?.category !== "string") throw new Error("this file has no columns of a catalogue");
  if (file.order !== order) throw new Error("these columns are of other papers than the names");
  await pause();
  for (const name of LISTS) if (!Array.isArray(file[name])) throw new Error(`the column ${name} is missing`);
  const rest = { ...file, people: lines(textOf(file, "people")) };
  const kinds = /** @type {const} */ ([
    [TEXT_COLUMNS, lines],
    [LIST_COLUMNS, lists],
    [NUMBER_COLUMNS, numbers],
  ]);
  for (const [names, read] of kinds)
    for (const name of names) {
      rest[name] = rowsOf(file, name, /** @type {(text: string) => any[]} */ (read), count);
      await pause();
    }
  for (const name of SPARSE_COLUMNS) rest[name] = file[name] ?? {};
  rest.slugs = new Map(Object.entries(file.slugs ?? {}));
  rest.properties = new Map();
  for (const [key, property] of Object.entries(file.properties ?? {}))
    rest.properties.set(key, { ...property, rows: rowsOf(property, "rows", lists, count) });
  rest.venue = rest.venue.map((/** @type {number} */ venue) => venue - 1);
  // The month of an arXiv id is not written where the date gives it.
  rest.arxiv = rest.arxiv.map((/** @type {string} */ id, /** @type {number} */ row) =>
    id[0] === "." ? dates[row].slice(2).replace("-", "") + id : id,
  );
  return rest;
}

/**
 * The ids of what many rows have in common, so that each is analysed once.
 * @param {Columns} columns @param {PostingList} list @param {Pause} pause
 */
async function vocabularyIds({ people, tagNames, categories }, list, pause) {
  const idsOfPeople = await mapInSlices(people, (person) => list.idsOf(new Set(words(person))), pause);
  /** @param {readonly (readonly [string, string, ...unknown[]])[]} named */
  const idsOf = (named) => named.map(([key, name]) => list.idsOf(new Set([...words(key), ...words(name)])));
  return { people: idsOfPeople, tags: idsOf(tagNames), categories: idsOf(categories) };
}

/**
 * The initials of the title, of the part before its colon, and of other names.
 * @param {Columns} columns @param {number} row @param {PostingList} list @param {Set<string>} small
 */
function addInitials({ titles, also }, row, list, small) {
  const add = (/** @type {number} */ place, /** @type {string} */ name) => {
    for (const text of [name, name.split(":")[0]]) list.add(row, place, initials(runs(fold(text)), small));
  };
  add(TITLE, titles[row]);
  for (const name of also[row].split(" | ")) add(ALSO, name);
}

/** With and without the small words. @param {string[]} all @param {Set<string>} small */
function initials(all, small) {
  const found = [all, all.filter((word) => !small.has(word))].map((some) => some.map((word) => word[0]).join(""));
  return found.filter((one) => one.length > 1 && one.length < 8);
}

/** @param {Columns} columns @param {number} row @param {PostingList} list @param {number[][]} personIds */
function addPeople({ authors, spelled }, row, list, personIds) {
  if (spelled[row]) list.add(row, AUTHOR, words(spelled[row]));
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
}

/** The arXiv ids and DOIs, each followed by END and its row. @param {Columns} columns */
const idsIn = ({ arxiv, doi }) =>
  // An old id may name a subject class, as in math.GT/0309136.
  [arxiv.map((id) => id.replace(/\.[A-Z]{2}\//, "/")), doi.map((id) => id.toLowerCase())].flatMap((column) =>
    column.flatMap((id, row) => (id ? [id + END + row] : [])),
  );

/** The rows of the ids that begin with one of the texts. @param {string[]} ids sorted @param {string[]} texts */
function rowsWithIds(ids, texts) {
  const found = /** @type {number[]} */ ([]);
  for (const text of texts)
    for (let at = text ? lowerBound(ids, text) : ids.length; ids[at]?.startsWith(text); at++)
      found.push(Number(ids[at].slice(ids[at].indexOf(END) + 1)));
  return found;
}
