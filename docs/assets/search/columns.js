// @ts-check
// Reads the first of the two files that src/paperatlas/search writes: the columns of all papers.
import { fold, runs } from "../shared/analyser.js";
import { pauses } from "./slices.js";

/**
 * All that search and Explore know about the papers. A column has one row per paper, the newest paper first.
 * @typedef {object} Columns
 * @property {number} count how many papers there are
 * @property {string[]} keys
 * @property {string[]} names short names; "" where a paper has none
 * @property {string[]} titles
 * @property {string[]} codedTitles the titles as numbers of `words`, still as text
 * @property {string[]} words the words of all titles, as written
 * @property {string[]} also other names of a paper, joined by " | "
 * @property {string[]} spelled authors as arXiv spells them, where that differs
 * @property {string[]} arxiv
 * @property {string[]} doi
 * @property {string[]} dates YYYY-MM, or YYYY where only the year is known
 * @property {number[]} years
 * @property {string[]} people every name of an author, as printed
 * @property {Map<string, string>} slugs by the number of a person: the slug, where the name does not give it
 * @property {number[][]} authors numbers of `people`
 * @property {Record<string, number>} more by row: how many authors `authors` leaves out
 * @property {number[]} category numbers of `categories`
 * @property {[string, string, number][]} categories key, name and hue
 * @property {number[]} venue numbers of `venues`; -1 for a preprint
 * @property {string[]} venues
 * @property {string[]} venueSlugs
 * @property {number[]} venueYear
 * @property {number[]} label numbers of `labels`
 * @property {string[]} labels the text of each badge: venue, year and track, or that of a preprint
 * @property {Option} preprint the value for papers without a venue
 * @property {number[][]} tags numbers of `tagNames`
 * @property {Option[]} tagNames
 * @property {number[]} flags one bit for each value of `has`
 * @property {Option[]} has what a paper may have, such as code
 * @property {number[]} added numbers of `days`
 * @property {string[]} days
 * @property {Record<string, string>} tldr by row: what the paper does, in one line
 * @property {Record<string, string>} status by row: that it was withdrawn, retracted or superseded
 * @property {Record<string, string[]>} awards by row
 * @property {Record<string, [number, number, string][]>} alsoIn by row: number, year and label of its other venues
 * @property {Record<string, [string, string][]>} formulas by row: those in the title, as text and as MathML
 * @property {Map<string, Property>} properties by key: the family of papers, and what methods.yml declares of methods
 * @property {Record<string, Record<string, string>>} former by facet: old values, and what they are now
 * @property {[string, string][]} guides the hand-written pages: title and address
 * @property {Option[]} formats of the export
 * @property {string[]} small words too common to tell papers apart
 * @property {Record<string, string>} urls the address of each kind of page, with {} for the key or slug
 */
/** @typedef {[string, string]} Option a value as in addresses, and its name */
/** @typedef {{ name: string, values: Option[], rows: number[][] }} Property */
const TEXT_COLUMNS = ["keys", "names", "titles", "also", "spelled", "arxiv", "doi", "dates"];
const LIST_COLUMNS = ["authors", "tags"];
const NUMBER_COLUMNS = ["category", "venue", "venueYear", "label", "added", "flags"];
const VOCABULARIES = ["categories", "venues", "venueSlugs", "labels", "preprint", "tagNames", "has", "days"];
const SPARSE_COLUMNS = ["tldr", "status", "awards", "alsoIn", "formulas"];
const LISTS = [...VOCABULARIES, "guides", "formats", "small"];

/** @param {string} text */
const lines = (text) => text.split("\n");
/** @param {string} text */
const lists = (text) => lines(text).map(numbers);

const NONE = /** @type {number[]} */ ([]);

/** The numbers that src/paperatlas/search/numbers.py wrote. @param {string} text */
export function numbers(text) {
  if (!text) return NONE;
  const found = [];
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code >> 11 === 27) code = /** @type {number} */ (text.codePointAt(i++)); // half of a surrogate pair
    found.push(code - 0x23 - (code > 0x5c ? 1 : 0) - (code > 0xdfff ? 0x800 : 0));
  }
  return found.slice(); // a copy has no spare capacity
}

/** The key or slug that a name gives, as src/paperatlas/search/columns.py makes it. @param {string} name */
export const keyFromName = (name) => runs(fold(name)).join("-");

/** @param {any} json the text of a file, or what it holds @returns {any} */
const parsed = (json) => (typeof json === "string" ? JSON.parse(json) : json);

/** @param {any} json the file, parsed or not @returns {Promise<Columns>} */
export async function readColumns(json) {
  const pause = pauses();
  const file = parsed(json);
  if (typeof file?.titles !== "string" || typeof file.category !== "string")
    throw new Error("this file has no columns of a catalogue");
  const count = numbers(file.category).length;
  const columns = { ...file, count };
  await pause();
  for (const name of LISTS) if (!Array.isArray(file[name])) throw new Error(`the column ${name} is missing`);
  for (const name of ["people", "words"]) columns[name] = lines(textOf(file, name));
  for (const name of TEXT_COLUMNS) {
    columns[name] = rowsOf(file, name, lines, count);
    await pause();
  }
  for (const name of LIST_COLUMNS) {
    columns[name] = rowsOf(file, name, lists, count);
    await pause();
  }
  for (const name of NUMBER_COLUMNS) columns[name] = rowsOf(file, name, numbers, count);
  for (const name of SPARSE_COLUMNS) columns[name] = file[name] ?? {};
  columns.former = file.former ?? {};
  columns.slugs = new Map(Object.entries(file.slugs ?? {}));
  columns.properties = new Map();
  for (const [key, property] of Object.entries(file.properties ?? {}))
    columns.properties.set(key, { ...property, rows: rowsOf(property, "rows", lists, count) });
  await pause();
  expand(columns);
  return columns;
}

/** @param {Record<string, any>} file @param {string} name @returns {string} */
function textOf(file, name) {
  if (typeof file[name] !== "string") throw new Error(`the column ${name} is missing`);
  return file[name];
}

/** @template T @param {any} file @param {string} name @param {(text: string) => T[]} read @param {number} count */
function rowsOf(file, name, read, count) {
  const text = textOf(file, name);
  const rows = !text && !count ? [] : read(text);
  if (rows.length !== count) throw new Error(`the column ${name} has ${rows.length} rows instead of ${count}`);
  return rows;
}

/** Restores the values that the file leaves out because others give them. @param {Columns} columns */
function expand(columns) {
  const { words, dates, names } = columns;
  columns.codedTitles = columns.titles;
  columns.titles = columns.codedTitles.map((coded) =>
    numbers(coded)
      .map((word) => words[word])
      .join(" "),
  );
  columns.venue = columns.venue.map((venue) => venue - 1);
  columns.years = dates.map((date) => Number(date.slice(0, 4)));
  columns.keys = columns.keys.map((key, row) => (key[0] === "+" ? keyFromName(names[row]) + key.slice(1) : key));
  columns.arxiv = columns.arxiv.map((id, row) => (id[0] === "." ? dates[row].slice(2).replace("-", "") + id : id));
}

/** A person's slug, as in the address of the page. @param {Columns} columns @param {number} person */
export const authorSlug = ({ slugs, people }, person) => slugs.get(String(person)) ?? keyFromName(people[person]);

/** The address of a page below the site's root. @param {Columns} columns @param {string} kind @param {string} key */
export const pageUrl = ({ urls }, kind, key) => urls[kind].replace("{}", () => key);

/** Folded names of people, made at the first query. @type {WeakMap<Columns, string[]>} */
const foldedPeople = new WeakMap();

/** @param {Columns} columns @returns {string[]} */
export function peopleFolded(columns) {
  // Folding all names at once takes a tenth of the time.
  if (!foldedPeople.has(columns)) foldedPeople.set(columns, fold(columns.people.join("\n")).split("\n"));
  return /** @type {string[]} */ (foldedPeople.get(columns));
}
