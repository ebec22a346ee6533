// @ts-check
// What a script can fill in: the key of the entry, the citation key, the source.
import { fold } from "../shared/analyser.js";
import { textOf, unsourced } from "./check.js";
import { slug } from "./meant.js";
import { placeOf } from "./preview.js";

/** @typedef {import("./schema.js").Data} Data */
/** @typedef {import("./yaml.js").Values} Values */

const SMALL = new Set("a an and are as at by for from in is of on or the to via with".split(" "));
const KEY_WORDS = 3;
const SUFFIX = /^(jr|sr|i+|iv)\.?$/i;

/** The words of a title that say something. @param {string} title */
const telling = (title) =>
  slug(title.replace(/\$[^$]*\$/g, " "))
    .split("-")
    .filter((word) => word && !SMALL.has(word));

/** A key for a paper: its short name, or the first words of its title. @param {Values} values @param {Data} data */
export function keyOf(values, data) {
  const start = slug(textOf(values.short_name)) || telling(textOf(values.title)).slice(0, KEY_WORDS).join("-");
  return start ? free(start, "-", (key) => key in data.papers) : "";
}

/**
 * A citation key: the first author's family name, the year, and a word of the title.
 * @param {Values} values @param {Data} data
 */
export function citeKeyOf(values, data) {
  const [author] = Array.isArray(values.authors) ? values.authors.map(textOf) : [];
  const venue = /** @type {Values} */ (values.venue ?? {});
  const year = String(venue.year || textOf(values.date).slice(0, 4));
  const [word] = telling(textOf(values.title));
  if (!author || !/^\d{4}$/.test(year) || !word) return "";
  const family =
    author
      .split(" ")
      .filter((part) => !SUFFIX.test(part))
      .pop() ?? "";
  const used = new Set(data.cite_keys.map((key) => key.toLowerCase()));
  const start = `${fold(family).replace(/[^a-z]/g, "") || "anon"}${year}${word}`;
  if (!used.has(start)) return start;
  const letter = [..."bcdefghijklmnopqrstuvwxyz"].find((one) => !used.has(start + one)) ?? "z";
  return start + letter;
}

/** @param {string} start @param {string} mark @param {(key: string) => boolean} isTaken */
function free(start, mark, isTaken) {
  let key = start;
  for (let number = 2; isTaken(key); number++) key = `${start}${mark}${number}`;
  return key;
}

/**
 * A source for all fields that need one: the paper's page, today.
 * @param {Values} values @param {Data} data @param {string} today
 */
export function source(values, data, today) {
  return { fields: unsourced(values, data), at: placeOf(values), checked: today };
}
