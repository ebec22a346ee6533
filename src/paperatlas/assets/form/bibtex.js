// @ts-check
// Reads one record of BibTeX as the fields of a paper.
import { fromLink } from "./meant.js";
import { namesIn, withLetters } from "./names.js";

/** @typedef {import("./yaml.js").Values} Values */

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Whether a text is a record of BibTeX. @param {string} text */
export const isBibtex = (text) => /^\s*@\w+\s*\{/.test(text);

/**
 * The fields of the first record, with their names in lower case.
 * @param {string} text @returns {Record<string, string>}
 */
export function record(text) {
  const found = /** @type {Record<string, string>} */ ({});
  let at = text.indexOf(",", text.indexOf("{")) + 1;
  const name = /\s*([A-Za-z][\w-]*)\s*=\s*/y;
  while (at > 0 && at < text.length) {
    name.lastIndex = at;
    const match = name.exec(text);
    if (!match) break;
    const end = endOfValue(text, name.lastIndex);
    const value = text.slice(name.lastIndex, end).trim();
    found[match[1].toLowerCase()] = value.replace(/^\{([\s\S]*)\}$|^"([\s\S]*)"$/, "$1$2");
    at = end + 1;
  }
  return found;
}

/** Where the value that begins at a place ends: at a comma or a brace outside of braces and quotes. */
function endOfValue(/** @type {string} */ text, /** @type {number} */ start) {
  let depth = 0;
  let isQuoted = false;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (char === "\\") at++;
    else if (char === "{") depth++;
    else if (char === "}" && depth === 0) return at;
    else if (char === "}") depth--;
    else if (char === '"' && depth === 0) isQuoted = !isQuoted;
    else if (char === "," && depth === 0 && !isQuoted) return at;
  }
  return text.length;
}

/**
 * The fields of a paper that a record of BibTeX gives, and what it has that no field takes.
 * @param {string} text @param {string[]} venues the short names of the known ones
 * @returns {{ values: Values, rest: string[] }}
 */
export function fromBibtex(text, venues) {
  const given = record(text);
  const plain = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, withLetters(value)]));
  const values = /** @type {Values} */ ({});
  const rest = /** @type {string[]} */ ([]);
  if (plain.title) values.title = plain.title;
  if (given.author) values.authors = namesIn(given.author);
  Object.assign(values, fromLink(given.doi ?? ""), fromLink(given.url ?? ""));
  if (plain.eprint) Object.assign(values, fromLink(plain.eprint));
  if (plain.primaryclass) values.arxiv_class = plain.primaryclass;
  const month = MONTHS.indexOf((plain.month ?? "").slice(0, 3).toLowerCase()) + 1 || Number(plain.month) || 0;
  if (plain.year && !values.date) values.date = month ? `${plain.year}-${String(month).padStart(2, "0")}` : plain.year;
  const place = plain.journal ?? plain.booktitle ?? "";
  if (place && !/arxiv|corr\b/i.test(place)) {
    const name = venueIn(place, venues);
    if (!name) rest.push(`the venue “${place}”: choose it under Venue`);
    const { volume, number, pages } = plain;
    values.venue = { name, year: plain.year, volume, number, pages: pages?.replace(/\s*[-–—]+\s*/, "-") };
  }
  return { values, rest };
}

/** The short name of a venue that a text names. @param {string} text @param {string[]} venues */
function venueIn(text, venues) {
  const words = text.split(/[^\p{L}\p{N}]+/u);
  return venues.find((name) => name === text) ?? venues.find((name) => words.includes(name)) ?? "";
}
