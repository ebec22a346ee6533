// @ts-check
// The values that a field of a query may have: to explain an unknown one, and to offer them as a reader types.
import { fold, runs } from "../shared/analyser.js";
import { nearest } from "../shared/nearest.js";
import { peopleFolded } from "./people.js";
import { isRelation, rowOf } from "./relations.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./columns.js").Option} Option a value as one types it, and its name */
/**
 * @typedef {{ name: string, nearest: string }} Problem
 * a field or value that is not known, and the nearest that is
 */

const MOST = 8;

/** @param {string} text */
const words = (text) => runs(fold(text));

/**
 * All values of a field, or none if it has no list of values.
 * @param {Index} index @param {string} field @returns {Option[]}
 */
export function valuesOf({ columns, textTier }, field) {
  const { tagNames, venues, preprint, categories, people, has, properties, years, keys, names, titles } = columns;
  /** @param {string[]} names @returns {Option[]} */
  const named = (names) => names.map((name) => [name, name]);
  if (field === "tag") return tagNames;
  if (field === "venue") return [...named(venues), preprint];
  if (field === "category") return categories.map(([key, name]) => [key, name]);
  if (field === "author") return named(people);
  if (field === "lab") return named(textTier?.labs.names ?? []);
  if (field === "has") return has;
  if (isRelation(field)) return keys.map((key, row) => [key, names[row] || titles[row]]);
  if (field === "year" || field === "published") return named([...new Set(years)].map(String));
  return properties.get(field)?.values ?? [];
}

/** Whether each word of a value begins a word of the option. @param {Option} option @param {string} value */
function fits([key, name], value) {
  const known = words(`${key} ${name}`);
  return words(value).every((word) => known.some((one) => one.startsWith(word)));
}

/**
 * The values that begin as the last, unfinished field of a query does, and the query with each of them.
 * @param {Index} index @param {string} text @param {string[]} fields
 * @returns {{ field: string, value: string, name: string, query: string }[]}
 */
export function offered(index, text, fields) {
  const typed = /^(.*?)(-?)(\p{L}+):(?:"([^"]*)|([^\s"]*))$/su.exec(text);
  const field = typed && fold(typed[3]);
  if (!field || !fields.includes(field) || (typed[1] && !/\s$/.test(typed[1]))) return [];
  const value = typed[4] ?? typed[5];
  const found = valuesOf(index, field).filter((option) => fits(option, value));
  // Once one is written in full, there is nothing to offer.
  if (found.some(([key]) => fold(key) === fold(value))) return [];
  return found.slice(0, MOST).map(([key, name]) => ({
    field,
    value: key,
    name,
    query: `${typed[1]}${typed[2]}${field}:${/\s/.test(key) ? `"${key}"` : key} `,
  }));
}

/**
 * What is wrong with the value of a field, with the nearest value; null if it finds something.
 * @param {Index} index @param {string} field @param {string} value
 * @returns {Problem | null}
 */
function problemOf(index, field, value) {
  const name = `${field}:${value}`;
  if (field === "year" || field === "published")
    return /^(\d{4})?(\.\.)?(\d{4})?$/.test(value) ? null : { name, nearest: "" };
  if (isRelation(field) && rowOf(index.columns, value) >= 0) return null;
  const isClosed = field === "has" || isRelation(field) || index.columns.properties.has(field);
  const text = field === "venue" ? value.replace(/[\s\d]+$/, "") : value;
  const isAuthor = (/** @type {string} */ name) => words(text).every((word) => name.includes(word));
  if (field === "author" && peopleFolded(index.columns).some(isAuthor)) return null;
  const values = valuesOf(index, field); // after that look at the authors, as there are many
  /** @param {Option} option */
  const isKnown = (option) => (isClosed ? option[0] === value.toLowerCase() : fits(option, text));
  if (!values.length || !words(text).length || values.some(isKnown)) return null;
  const wanted = words(text).join("");
  const meant = index.textTier?.meaningsOf(words(value))[0]?.join("");
  const known = values.flatMap(([key, label]) => [key, label]);
  const joined = known.map((one) => words(one).join(""));
  const at = joined.indexOf(meant ?? nearest(wanted, joined));
  const near = at < 0 ? "" : values[at >> 1][0];
  return { name, nearest: near && `${field}:${/\s/.test(near) ? `"${near}"` : near}` };
}

/**
 * What is unknown in a query, and in the years of the filters.
 * @param {Index} index @param {import("./query.js").Query} query @param {string[]} known
 * @param {Record<string, string[]>} filters @returns {Problem[]}
 */
export function problemsOf(index, query, known, filters) {
  const years = ["year", "published"].flatMap((name) => (filters[name] ?? []).map((value) => [name, value]));
  return [
    ...query.unknown.map((name) => ({ name, nearest: nearest(name, known) })),
    ...[...query.fields, ...years].flatMap(([field, value]) => problemOf(index, String(field), String(value)) ?? []),
  ];
}
