// @ts-check
// The terms of the index that match a word of a query.
import { allowedEdits, edits } from "../shared/edits.js";
import { letterMask } from "./index.js";
import { includes, lowerBound } from "./sorted.js";

/** @typedef {import("./index.js").Index} Index */
/**
 * A term that matches a word. `fit` is 1 for the word itself, less for a longer term that begins with it, and for a
 * forgiven term, which is a few edits away.
 * @typedef {{ term: number, fit: number, isForgiven: boolean }} Fit
 */

/**
 * The word itself, and the terms that begin with it.
 * @param {Index} index @param {string} word @param {boolean} isLast
 */
export function matchingTerms({ terms }, word, isLast) {
  const found = /** @type {Fit[]} */ ([]);
  let term = lowerBound(terms, word);
  if (terms[term] === word) found.push({ term: term++, fit: 1, isForgiven: false });
  if (!isLast && word.length < 3) return found;
  // The last word may not be finished, so its beginning counts for more.
  const base = isLast ? 0.4 : 0.25;
  for (; terms[term]?.startsWith(word); term++)
    found.push({ term, fit: base + 0.4 * (word.length / terms[term].length), isForgiven: false });
  return found;
}

/** Terms a few edits away; a different first letter counts for less. @param {Index} index @param {string} word */
export function forgivenTerms({ terms, termShapes }, word) {
  const most = allowedEdits(word);
  const found = /** @type {Fit[]} */ ([]);
  for (const term of most ? similarTexts(termShapes, word, most) : []) {
    const count = edits(word, terms[term], most);
    if (count > most) continue;
    found.push({ term, fit: (0.7 - 0.2 * count) * (terms[term][0] === word[0] ? 1 : 0.8), isForgiven: true });
  }
  return found;
}

/**
 * The numbers of the texts that may be at most `most` edits away: with nearly the same length and letters.
 * @param {import("./index.js").Shapes} shapes @param {string} text @param {number} most
 */
export function similarTexts({ masks, lengths }, text, most) {
  const mask = letterMask(text);
  const found = [];
  for (let i = 0; i < masks.length; i++)
    if (Math.abs(lengths[i] - text.length) <= most && countBits(mask ^ masks[i]) <= 2 * most) found.push(i);
  return found;
}

/** @param {number} mask */
export function countBits(mask) {
  let count = 0;
  for (; mask; mask &= mask - 1) count++;
  return count;
}

/**
 * Two words that were written as one, if the one is not in the index and both are: deltarule.
 * @param {Index} index @param {string} word @param {boolean} isLast @returns {string[]}
 */
export function splitInTwo({ terms, textTier }, word, isLast) {
  if (word.length < 6 || includes(terms, word, true) || includes(textTier?.terms ?? [], word, isLast)) return [word];
  for (let at = 3; at <= word.length - 3; at++) {
    const pair = [word.slice(0, at), word.slice(at)];
    if (pair.every((part) => includes(terms, part, false))) return pair;
  }
  return [word];
}
