// @ts-check
// Reads what src/paperatlas/search writes in columns. This reads the first file, the names; rest.js reads the others.
import { fold, runs } from "../shared/analyser.js";
import { pauses } from "./slices.js";

/**
 * What the first answer needs. A column has one row per paper, the newest paper first.
 * @typedef {object} Names
 * @property {number} count how many papers there are
 * @property {string} order the same in files whose rows are the same papers
 * @property {string[]} keys
 * @property {string[]} names short names; "" where a paper has none
 * @property {string[]} titles
 * @property {number[][]} titleWords the titles as numbers of `words`, until there is an index
 * @property {string[]} words the words of all titles, as written
 * @property {string[]} also other names of a paper, joined by " | "
 * @property {string[]} dates YYYY-MM, or YYYY where only the year is known
 * @property {number[]} years
 * @property {Record<string, [string, string][]>} formulas by row: those in the title, as text and as MathML
 * @property {string[]} small words too common to tell papers apart
 * @property {Record<string, string>} urls the address of each kind of page, with {} for the key or slug
 */
/**
 * What the second file adds.
 * @typedef {object} Rest
 * @property {string[]} spelled authors as arXiv spells them, where that differs
 * @property {string[]} arxiv
 * @property {string[]} doi
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
 * @property {Map<string, Property>} properties by key: the family of papers, and what methods.yml declares of methods
 * @property {Record<string, Record<string, string>>} former by facet: old values, and what they are now
 * @property {[string, string][]} guides the hand-written pages: title and address
 * @property {Option[]} formats of the export
 */
/** @typedef {Names & Rest} Columns all that search and Explore know about the papers */
/** @typedef {[string, string]} Option a value as in addresses, and its name */
/** @typedef {{ name: string, values: Option[], rows: number[][] }} Property */

/** @param {string} text */
export const lines = (text) => text.split("\n");

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
export const parsed = (json) => (typeof json === "string" ? JSON.parse(json) : json);

/** @param {any} json the file, parsed or not @returns {Promise<Names>} */
export async function readNames(json) {
  const pause = pauses();
  const file = parsed(json);
  if (!Number.isInteger(file?.count)) throw new Error("this file has no columns of a catalogue");
  for (const name of ["small", "urls"]) if (!file[name]) throw new Error(`the column ${name} is missing`);
  const columns = { ...file, formulas: file.formulas ?? {}, words: lines(textOf(file, "words")) };
  for (const name of ["keys", "names", "also", "dates"]) columns[name] = rowsOf(file, name, lines, file.count);
  await pause();
  columns.titleWords = rowsOf(file, "titles", lists, file.count);
  await pause();
  /** @param {number} word */
  const written = (word) => columns.words[word];
  columns.titles = columns.titleWords.map((/** @type {number[]} */ title) => title.map(written).join(" "));
  columns.years = columns.dates.map((/** @type {string} */ date) => Number(date.slice(0, 4)));
  // A key is not written where the name gives it.
  columns.keys = columns.keys.map((/** @type {string} */ key, /** @type {number} */ row) =>
    key[0] === "+" ? keyFromName(columns.names[row]) + key.slice(1) : key,
  );
  return columns;
}

/** @param {string} text */
export const lists = (text) => lines(text).map(numbers);

/** @param {Record<string, any>} file @param {string} name @returns {string} */
export function textOf(file, name) {
  if (typeof file[name] !== "string") throw new Error(`the column ${name} is missing`);
  return file[name];
}

/** @template T @param {any} file @param {string} name @param {(text: string) => T[]} read @param {number} count */
export function rowsOf(file, name, read, count) {
  const text = textOf(file, name);
  const rows = !text && !count ? [] : read(text);
  if (rows.length !== count) throw new Error(`the column ${name} has ${rows.length} rows instead of ${count}`);
  return rows;
}

/** The address of a page below the site's root. @param {Names} columns @param {string} kind @param {string} key */
export const pageUrl = ({ urls }, kind, key) => urls[kind].replace("{}", () => key);
