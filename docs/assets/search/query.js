// @ts-check
// A query as typed, taken apart: words, phrases, fields, ids, and what is left out.
import { fold, runs } from "./analyser.js";

/** The fields of every atlas; the properties of its methods are more. */
export const FIELDS = ["author", "title", "year", "venue", "tag", "category", "has"];

/**
 * @typedef {{ words: string[], phrases: string[][], without: string[][], fields: [string, string, boolean][], arxiv: string, doi: string, unknown: string[] }} Query
 * @param {string} text @param {string[]} known the names of fields @returns {Query}
 */
export function parse(text, known = FIELDS) {
  /** @type {Query} */
  const query = { words: [], phrases: [], without: [], fields: [], arxiv: "", doi: "", unknown: [] };
  text = text
    .slice(0, 500)
    .replace(/[“”„«»]/g, '"')
    .replace(/https?:\/\/openreview\.net\/\S*?id=/gi, " ");
  // The DOI that arXiv gives is its id; a DOI ends before the mark that closes a sentence or a bracket.
  text = text.replace(/\b10\.48550\/arxiv\./gi, "arXiv:");
  text = text.replace(
    /(?:\bdoi:\s*|https?:\/\/(?:dx\.)?doi\.org\/)?\b(10\.\d{4,9}\/\S*?)[.,;)\]]*(?=\s|$)/i,
    (_, id) => ((query.doi = id.toLowerCase()), " "),
  );
  text = text.replace(
    /"?(?:\barxiv[:.]?\s*(?:org\/\w+\/)?|https?:\/\/\S*?|\b[\w.]+\.\w+\/\S*?|(?<![\w:./-]))\b(\d{2}(?:0[1-9]|1[0-2])\.\d{0,5})(?!\d)(?:v\d+)?(?:\.pdf)?\/?(?:[?#]\S*)?[.,;)\]"]*(?=\s|$)/i,
    (_, id) => ((query.arxiv = id), " "),
  );
  for (const [, minus, name, quoted, bare] of text.matchAll(/(-)?(?:([\p{L}]+):)?(?:"([^"]*)"?|([^\s"]+))/gu)) {
    const value = quoted ?? bare;
    const field = name && fold(name);
    if (field && known.includes(field)) query.fields.push([field, value, Boolean(minus)]);
    else {
      if (field && bare && !/^\/\//.test(bare)) query.unknown.push(field);
      const found = runs(fold(field ? `${name} ${value}` : value));
      if (minus) query.without.push(found);
      else if (quoted !== undefined && found.length > 1) query.phrases.push(found);
      query.words.push(...(minus ? [] : found));
    }
  }
  query.words = query.words.slice(0, 12);
  return query;
}

/** A year, or a span `2023..2025`, `2023..`, `..2020`. @param {string} text @returns {[number, number]} */
export function span(text) {
  const [from, to] = text.includes("..") ? text.split("..") : [text, text];
  return [Number(from) || 0, Number(to) || 9999];
}

/** The name nearest to a misspelt one, or none. @param {string} name @param {string[]} known */
export function nearest(name, known) {
  const best = known
    .map((one) => /** @type {[number, string]} */ ([edits(name, one, 3), one]))
    .sort((a, b) => a[0] - b[0])[0];
  return best && best[0] <= 3 ? best[1] : "";
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that turn one word into another, `most + 1` if more.
 * @param {string} a @param {string} b @param {number} most
 */
export function edits(a, b, most) {
  const far = most + 1;
  if (Math.abs(a.length - b.length) > most) return far;
  let [before, row, next] = Array.from({ length: 3 }, () => /** @type {number[]} */ (Array(b.length + 1).fill(far)));
  for (let j = 0; j <= Math.min(most, b.length); j++) row[j] = j;
  for (let i = 1; i <= a.length; i++) {
    let least = far;
    // Farther from the diagonal there are more edits than are allowed.
    const from = Math.max(1, i - most),
      to = Math.min(b.length, i + most);
    next[from - 1] = from === 1 && i <= most ? (least = i) : far;
    for (let j = from; j <= to; j++) {
      let cost = Math.min(
        (j < i + most ? row[j] : far) + 1,
        next[j - 1] + 1,
        row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      next[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return far;
    [before, row, next] = [row, next, before];
  }
  return Math.min(row[b.length], far);
}
