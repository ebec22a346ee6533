// @ts-check
// Takes a query apart: words, phrases, fields, ids, and what is left out.
import { fold, runs } from "../shared/analyser.js";

/** The fields of every atlas. Families and the properties of methods are fields too. */
export const FIELDS = ["author", "title", "year", "published", "venue", "tag", "category", "lab", "has", "from", "to"];

const MOST_CHARACTERS = 500;
const MOST_WORDS = 12;

/** @typedef {[name: string, value: string, isLeftOut: boolean]} Field */
/**
 * @typedef {object} Query
 * @property {string} text as typed
 * @property {boolean} isComparison of two things, either of which is an answer
 * @property {string[]} words folded
 * @property {string[][]} phrases
 * @property {string[][]} without words and phrases that a paper must not have
 * @property {Field[]} fields
 * @property {string} arxiv an arXiv id or its beginning, or ""
 * @property {string} doi a DOI or its beginning, or ""
 * @property {string[]} unknown names before a colon that are no fields
 */

const QUOTES = /[“”„«»]/g;
const OPENREVIEW = /https?:\/\/openreview\.net\/\S*?id=/gi;
const ARXIV_DOI = /\b10\.48550\/arxiv\./gi;
// A DOI ends before the punctuation of the sentence around it.
const DOI = /(?:\bdoi:\s*|https?:\/\/(?:dx\.)?doi\.org\/)?\b(10\.\d{4,9}\/\S*?)[.,;)\]]*(?=\s|$)/i;
const ARXIV = new RegExp(
  [
    /"?(?:\barxiv[:.]?\s*(?:org\/\w+\/)?|https?:\/\/\S*?|\b[\w.]+\.\w+\/\S*?|(?<![\w:./-]))/, // what leads to the id
    /\b(\d{2}(?:0[1-9]|1[0-2])\.\d{0,5})(?!\d)/, // year, month and number
    /(?:v\d+)?(?:\.pdf)?\/?(?:[?#]\S*)?[.,;)\]"]*(?=\s|$)/, // the version, and the rest of an address
  ]
    .map(({ source }) => source)
    .join(""),
  "i",
);
// Before April 2007: cs/0112017, math.GT/0309136.
const OLD_ARXIV = new RegExp(
  [
    /"?(?:\barxiv[:.]?\s*(?:org\/\w+\/)?|https?:\/\/\S*?\/(?:abs|pdf)\/|(?<![\w:./-]))/,
    /\b([a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?\/(\d{2}(?:0[1-9]|1[0-2])\d{3})(?!\d)/,
    /(?:v\d+)?(?:\.pdf)?\/?(?:[?#]\S*)?[.,;)\]"]*(?=\s|$)/,
  ]
    .map(({ source }) => source)
    .join(""),
  "i",
);
const COMPARISONS = [
  /^(?:compare\s+)?(.+?)\s+(?:vs\.?|versus|compared\s+(?:to|with))\s+(.+?)\??$/i,
  /\b(?:differences?\s+between|compare)\s+(.+?)\s+(?:and|with|to)\s+(.+?)\??$/i,
];
const PARTS = /(-)?(?:([\p{L}]+):)?(?:"([^"]*)"?|([^\s"]+))/gu;

/** Ids in full width or with blanks as they are written elsewhere. @param {string} text */
const tidied = (text) =>
  text
    .normalize("NFKC")
    .replace(/\b(\d\d(?:0[1-9]|1[0-2]))(?:\s*\.\s*|(?<=arxiv\s*[:.]?\s*\d{4})\s+)(\d{4,5})\b/gi, "$1.$2")
    .replace(/(?<![\w./-])(\d\d(?:0[1-9]|1[0-2]))(\d{5})(?![\w./-])/g, "$1.$2")
    .replace(/(?<![\p{L}\d])(\p{L}{2,})((?:19|20)\d\d)(\p{L}{3,})(?![\p{L}\d])/gu, "$1 $2 $3") // a citation key
    .replace(/\b(10\.\d{4,9})\s*\/\s*(?=\S)/g, "$1/");

/** @param {string} text @param {string[]} known the names of fields @returns {Query} */
export function parse(text, known = FIELDS) {
  /** @type {Query} */
  const query = {
    text,
    isComparison: sidesOf(text).length > 0,
    words: [],
    phrases: [],
    without: [],
    fields: [],
    arxiv: "",
    doi: "",
    unknown: [],
  };
  for (const [, minus, name, quoted, bare] of withoutIds(text, query).matchAll(PARTS)) {
    const value = quoted ?? bare;
    const field = name && fold(name);
    if (field && known.includes(field)) {
      query.fields.push([field, value, Boolean(minus)]);
      continue;
    }
    if (field && bare && !/^\/\//.test(bare)) query.unknown.push(field);
    const found = runs(fold(field ? `${name} ${value}` : value));
    if (minus) query.without.push(...(found.length ? [found] : []));
    else {
      if (quoted !== undefined && found.length > 1) query.phrases.push(found);
      query.words.push(...found);
    }
  }
  query.words = query.words.slice(0, MOST_WORDS);
  return query;
}

/** The text without its ids, which go into the query. @param {string} text @param {Query} query */
function withoutIds(text, query) {
  return tidied(text.slice(0, MOST_CHARACTERS))
    .replace(QUOTES, '"')
    .replace(OPENREVIEW, " ")
    .replace(ARXIV_DOI, "arXiv:")
    .replace(DOI, (_, id) => {
      query.doi = id.toLowerCase();
      return " ";
    })
    .replace(OLD_ARXIV, (_, archive, number) => {
      query.arxiv = `${archive}/${number}`.toLowerCase();
      return " ";
    })
    .replace(ARXIV, (_, id) => {
      query.arxiv = id;
      return " ";
    });
}

/** A year, or a span such as `2023..2025`, `2023..` or `..2020`. @param {string} text @returns {[number, number]} */
export function span(text) {
  const [from, to] = text.includes("..") ? text.split("..") : [text, text];
  return [Number(from) || 0, Number(to) || 9999];
}

/** The two things that a query compares, or none. @param {string} text @returns {string[]} */
export const sidesOf = (text) =>
  COMPARISONS.map((form) => form.exec(text.trim()))
    .find(Boolean)
    ?.slice(1) ?? [];
