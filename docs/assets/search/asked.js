// @ts-check
// What readers ask for who do not know the name of a paper: short phrases, several for each paper.
import { numbers } from "./columns.js";
import { lowerBound } from "./terms.js";

/**
 * @typedef {object} Asked
 * @property {string[]} terms the words of all phrases, sorted
 * @property {string[]} gaps the phrases that have each, as written
 * @property {Int32Array} rows of the papers, by phrase
 */

/**
 * @param {{ terms: string[], gaps: string[] }} words @param {string} counts how many phrases each paper has
 * @returns {Asked}
 */
export const askedIn = (words, counts) => ({
  ...words,
  rows: Int32Array.from(numbers(counts).flatMap((count, row) => Array(count).fill(row))),
});

/**
 * Calls for each phrase with a form of a word, which begins with its stem.
 * @param {Asked} asked @param {string} stem @param {(term: string) => number} fit from 0 to 1
 * @param {(phrase: number, fit: number) => void} add
 */
export function eachPhrase({ terms, gaps, rows }, stem, fit, add) {
  for (let at = lowerBound(terms, stem); terms[at]?.startsWith(stem); at++) {
    const by = fit(terms[at]);
    let phrase = -1;
    if (by)
      for (const gap of numbers(gaps[at])) {
        phrase += gap + 1;
        if (phrase < rows.length) add(phrase, by);
      }
  }
}
